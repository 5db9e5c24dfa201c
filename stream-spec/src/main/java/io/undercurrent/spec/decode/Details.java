package io.undercurrent.spec.decode;

import io.undercurrent.spec.Surrogates;
import java.util.HexFormat;

/**
 * Makes untrusted text fit for an error message: short, on one line, without control characters.
 */
final class Details {
    /** Enough to recognise a value, but too little to flood a log. */
    static final int MAX_CHARS = 100;

    /** Enough for a library's message. */
    static final int MAX_LINE = 300;

    private static final int MAX_HEX_BYTES = 16;

    private Details() {}

    /** The text in quotes, cut to {@value #MAX_CHARS} characters. */
    static String quote(String text) {
        return "'" + cut(text) + "'";
    }

    /**
     * A message that may hold untrusted text: on one line, cut to {@value #MAX_LINE} characters.
     */
    static String line(String text) {
        return cut(text, MAX_LINE);
    }

    /**
     * The text cut to {@value #MAX_CHARS} characters, with control characters shown as '?' and half
     * a surrogate pair shown as its code.
     */
    static String cut(String text) {
        return cut(text, MAX_CHARS);
    }

    private static String cut(String text, int chars) {
        StringBuilder shown = new StringBuilder();
        int end = Math.min(text.length(), chars);
        if (end > 0 && Surrogates.isPair(text, end - 1)) {
            end--; // do not cut inside a character
        }
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (Surrogates.isPair(text, i)) {
                shown.append(c).append(text.charAt(++i));
            } else if (Character.isSurrogate(c)) {
                shown.append("\\u").append(HexFormat.of().toHexDigits(c));
            } else {
                shown.append(Character.isISOControl(c) ? '?' : c);
            }
        }
        return text.length() > end ? shown.append("...").toString() : shown.toString();
    }

    /** The first bytes in hex. */
    static String hex(byte[] bytes) {
        int end = Math.min(bytes.length, MAX_HEX_BYTES);
        return HexFormat.of().formatHex(bytes, 0, end) + (bytes.length > end ? "..." : "");
    }
}
