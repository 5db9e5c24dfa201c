package io.undercurrent.streams.scoring;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import org.apache.kafka.common.utils.Bytes;

/**
 * Encodes events' keys for the stores, as UTF-8. A first byte that cannot occur in UTF-8 marks the
 * other entries: marks ({@code FF}), and keys with half a surrogate pair ({@code FE}, then UTF-16),
 * which JSON can express and UTF-8 cannot.
 */
final class StoreKeys {
    private static final byte MARK = (byte) 0xFF;
    private static final byte UTF16 = (byte) 0xFE;

    private StoreKeys() {}

    static Bytes of(String key) {
        if (UTF_8.newEncoder().canEncode(key)) {
            return Bytes.wrap(key.getBytes(UTF_8));
        }
        ByteBuffer bytes = ByteBuffer.allocate(1 + Character.BYTES * key.length()).put(UTF16);
        for (int i = 0; i < key.length(); i++) {
            bytes.putChar(key.charAt(i));
        }
        return Bytes.wrap(bytes.array());
    }

    static Bytes mark(String name) {
        byte[] text = name.getBytes(UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(1 + text.length).put(MARK).put(text).array());
    }

    static boolean isMark(Bytes key) {
        return key.get().length > 0 && key.get()[0] == MARK;
    }

    static String text(Bytes key) {
        byte[] bytes = key.get();
        if (bytes.length == 0 || bytes[0] != UTF16) {
            return new String(bytes, UTF_8);
        }
        return ByteBuffer.wrap(bytes, 1, bytes.length - 1).slice().asCharBuffer().toString();
    }
}
