package io.undercurrent.spec.decode.event;

import io.undercurrent.schemas.ForeignText;
import java.util.HexFormat;

/**
 * Makes untrusted text fit for an error message: short, on one line, without control characters.
 */
public final class Details {
    /** Enough to recognise a value, but too little to flood a log. */
    public static final int MAX_CHARS = 100;

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
     * @return on one line, cut to {@value ForeignText#MAX_LINE} characters
     */
    public static String line(String text) {
        return ForeignText.line(text);
    }

    /**
     * Shortens a text and shows what cannot be printed.
     *
     * @param text untrusted
     * @return the text cut to {@value #MAX_CHARS} characters, with control characters shown as '?'
     *     and half a surrogate pair shown as its code
     */
    public static String cut(String text) {
        return ForeignText.cut(text, MAX_CHARS);
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
