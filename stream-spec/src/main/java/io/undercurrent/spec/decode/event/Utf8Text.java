package io.undercurrent.spec.decode.event;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;

/**
 * Turns bytes into text and refuses what is not UTF-8.
 *
 * <p>The usual constructor of String replaces wrong bytes silently, which would merge different
 * keys into one. Plain ASCII, which is nearly all input, skips the slower decoder that checks. An
 * instance serves one thread.
 */
public final class Utf8Text {
    /** Refuses malformed input, as a new decoder does. */
    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();

    /**
     * Decodes a part of an array.
     *
     * @param bytes the array
     * @param offset the first byte's index
     * @param length how many bytes
     * @return the text
     * @throws CharacterCodingException if the bytes are not UTF-8
     */
    public String decode(byte[] bytes, int offset, int length) throws CharacterCodingException {
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] < 0) {
                return decoder.decode(ByteBuffer.wrap(bytes, offset, length)).toString();
            }
        }
        return new String(bytes, offset, length, StandardCharsets.US_ASCII);
    }
}
