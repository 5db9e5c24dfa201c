package io.undercurrent.streams.queries;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Strict percent encoding (RFC 3986) of texts in a path or query. Invalid UTF-8 is an error;
 * replacing it would confuse one key with another. A plus sign is not a space.
 */
final class Percent {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private Percent() {}

    /**
     * Decodes a text.
     *
     * @param raw the encoded text
     * @param what the name of the text, for the error message
     */
    static String decode(String raw, String what) throws Refusal {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%') {
                if (i + 2 >= raw.length() || !isHex(raw.charAt(i + 1), raw.charAt(i + 2))) {
                    throw bad(raw, what, "a % needs two hexadecimal digits after it");
                }
                bytes.write(HexFormat.fromHexDigits(raw, i + 1, i + 3));
                i += 2;
            } else if (c > ' ' && c < 0x7F) {
                bytes.write(c);
            } else {
                throw bad(raw, what, "allowed are ASCII characters, others as %XX of their UTF-8");
            }
        }
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())).toString();
        } catch (CharacterCodingException e) {
            throw bad(raw, what, "its bytes are not UTF-8");
        }
    }

    /**
     * Encodes a text for a path.
     *
     * @return null if the text has half a surrogate pair, which UTF-8 cannot encode
     */
    static String encode(String text) {
        if (!UTF_8.newEncoder().canEncode(text)) {
            return null;
        }
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        for (byte b : text.getBytes(UTF_8)) {
            if (isUnreserved(b)) {
                encoded.append((char) b);
            } else {
                encoded.append('%').append(HEX.toHexDigits(b));
            }
        }
        return encoded.toString();
    }

    private static boolean isHex(int first, int second) {
        return HexFormat.isHexDigit(first) && HexFormat.isHexDigit(second);
    }

    private static boolean isUnreserved(byte b) {
        return "-._~".indexOf(b) >= 0
                || (b >= 'a' && b <= 'z')
                || (b >= 'A' && b <= 'Z')
                || (b >= '0' && b <= '9');
    }

    private static Refusal bad(String raw, String what, String why) {
        return Refusal.badRequest(
                String.format(Locale.ROOT, "%s = %s: %s", what, Texts.shown(raw), why));
    }
}
