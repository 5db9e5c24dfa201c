package io.undercurrent.spec.decode;

import io.undercurrent.schemas.ForeignText;
import java.util.HexFormat;

/**
 * Makes untrusted text fit for an error message: short, on one line, without control characters.
 */
final class Details {
    /** Enough to recognise a value, but too little to flood a log. */
    static final int MAX_CHARS = 100;

    private static final int MAX_HEX_BYTES = 16;

    private Details() {}

    /** The text in quotes, cut to {@value #MAX_CHARS} characters. */
    static String quote(String text) {
        return "'" + cut(text) + "'";
    }

    /**
     * A message that may hold untrusted text: on one line, cut to {@value ForeignText#MAX_LINE}
     * characters.
     */
    static String line(String text) {
        return ForeignText.line(text);
    }

    /**
     * The text cut to {@value #MAX_CHARS} characters, with control characters shown as '?' and half
     * a surrogate pair shown as its code.
     */
    static String cut(String text) {
        return ForeignText.cut(text, MAX_CHARS);
    }

    /** The first bytes in hex. */
    static String hex(byte[] bytes) {
        int end = Math.min(bytes.length, MAX_HEX_BYTES);
        return HexFormat.of().formatHex(bytes, 0, end) + (bytes.length > end ? "..." : "");
    }
}
