package io.undercurrent.spec.decode.event;

import io.undercurrent.spec.value.Surrogates;
import java.util.HexFormat;

/**
 * Makes untrusted text fit for an error message: short, on one line, without control characters.
 */
public final class Details {
    /** Enough to recognise a value, but too little to flood a log. */
    public static final int MAX_CHARS = 100;

    /** Enough for a library's message. */
    public static final int MAX_LINE = 300;

    private static final int MAX_HEX_BYTES = 16;

    private Details() {}

    /**
     * Puts a text in quotes.
     *
     * @param text untrusted
     * @return what {@link #cut(String)} leaves of it, in single quotes
     */
    public static String quote(String text) {
        return "'" + cut(text) + "'";
    }

    /**
     * Shortens a message that may hold untrusted text.
     *
     * @param text of any length
     * @return on one line, cut to {@value #MAX_LINE} characters
     */
    public static String line(String text) {
        return cut(text, MAX_LINE);
    }

    /**
     * Shortens a text and shows what cannot be printed.
     *
     * @param text untrusted
     * @return the text cut to {@value #MAX_CHARS} characters, with control characters shown as '?'
     *     and half a surrogate pair shown as its code
     */
    public static String cut(String text) {
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

    /**
     * Shows bytes in hex.
     *
     * @param bytes untrusted
     * @return the first {@value #MAX_HEX_BYTES} of them
     */
    public static String hex(byte[] bytes) {
        int end = Math.min(bytes.length, MAX_HEX_BYTES);
        return HexFormat.of().formatHex(bytes, 0, end) + (bytes.length > end ? "..." : "");
    }
}
