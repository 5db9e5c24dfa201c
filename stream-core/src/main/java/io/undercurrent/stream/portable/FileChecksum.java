package io.undercurrent.stream.portable;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.undercurrent.schemas.KeyState;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * CRC-32C over everything that a file of key states says: its metadata and each record's key, time,
 * count and slab. A slab has a checksum of its own, but a key or an offset has none, and Avro's
 * container neither.
 */
final class FileChecksum {
    private static final String NAME = "crc32c:";

    private final CRC32C crc = new CRC32C();

    FileChecksum(String model, String offsets) {
        add(model.getBytes(UTF_8));
        add(offsets.getBytes(UTF_8));
    }

    void add(KeyState state) {
        add(state.getKey().getBytes(UTF_8));
        add(String.valueOf(state.getTime()).getBytes(UTF_8));
        add(ByteBuffer.allocate(Long.BYTES).putLong(state.getEvents()).array());
        add(KeyStateFile.bytes(state));
    }

    /** The length goes first, so that no byte can move from one part to the next. */
    private void add(byte[] bytes) {
        crc.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        crc.update(bytes);
    }

    /** The checksum as the end mark carries it. */
    String text() {
        return NAME + HexFormat.of().toHexDigits((int) crc.getValue());
    }
}
