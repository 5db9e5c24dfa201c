package io.undercurrent.benchmarks.cache;

import io.undercurrent.scorer.Slab;
import io.undercurrent.scorer.SlabCodec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/** Slabs of any size, made from their encoded form. */
final class EmptySlabs {
    private static final int MAGIC = 0x55435331;

    /** As many numbers as the format asks for. */
    private static final int HEADER = 17;

    private EmptySlabs() {}

    /** A slab of zeros of so many bytes, a multiple of 8, envelope included. */
    static Slab of(int bytes) {
        ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int doubles = (bytes - SlabCodec.ENVELOPE_BYTES) / Double.BYTES - HEADER;
        buffer.putInt(MAGIC).putInt(SlabCodec.VERSION).putInt(HEADER).putInt(doubles).putInt(0);
        CRC32C crc = new CRC32C();
        crc.update(buffer.array(), 0, bytes - Integer.BYTES);
        buffer.putInt(bytes - Integer.BYTES, (int) crc.getValue());
        return SlabCodec.decode(buffer.array(), bytes);
    }
}
