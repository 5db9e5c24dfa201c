package io.undercurrent.schemas;

import java.util.HexFormat;

/**
 * Makes text from outside (a record, a registry's answer, a file) fit for a message, a log or a
 * record of ours: short, on one line, without control characters, which a terminal would obey.
 */
public final class ForeignText {
    /** Enough for a library's message. */
    public static final int MAX_LINE = 300;

    private ForeignText() {}

    /**
     * Cuts a text to one line of {@value #MAX_LINE} characters.
     *
     * @param text any text
     * @return the text; a control character, such as a line break, is shown as '?', half a
     *     surrogate pair as its code
     */
    public static String line(String text) {
        return cut(text, MAX_LINE);
    }

    /**
     * Cuts a text to one line.
     *
     * @param text any text
     * @param chars the most characters
     * @return as {@link #line}; what was cut off is shown as "..."
     */
    public static String cut(String text, int chars) {
        StringBuilder shown = new StringBuilder();
        int end = Math.min(text.length(), chars);
        if (end > 0 && isPair(text, end - 1)) {
            end--; // do not cut inside a character
        }
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (isPair(text, i)) {
                shown.append(c).append(text.charAt(++i));
            } else if (Character.isSurrogate(c)) {
                shown.append("\\u").append(HexFormat.of().toHexDigits(c));
            } else {
                shown.append(isControl(c) ? '?' : c);
            }
        }
        return text.length() > end ? shown.append("...").toString() : shown.toString();
    }

    /** Line and paragraph separators, and what turns the direction of writing, mislead too. */
    private static boolean isControl(char c) {
        int type = Character.getType(c);
        return type == Character.CONTROL
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || (c >= '\u202a' && c <= '\u202e')
                || (c >= '\u2066' && c <= '\u2069');
    }

    private static boolean isPair(String text, int i) {
        return i + 1 < text.length()
                && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
    }
}
