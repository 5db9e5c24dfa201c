package io.undercurrent.demo.view;

import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** Makes text from outside safe to draw and cuts it to columns. */
final class Text {
    private Text() {}

    /**
     * Replaces characters that a terminal would obey instead of show (a key may hold an escape
     * sequence), and with ASCII glyphs all characters that it could not show.
     */
    static String clean(String text, Glyphs glyphs) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().map(c -> isShown(c, glyphs) ? c : '?').forEach(clean::appendCodePoint);
        return clean.toString();
    }

    private static boolean isShown(int c, Glyphs glyphs) {
        if (glyphs == Glyphs.ASCII) {
            return c >= ' ' && c < 0x7f;
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED ->
                    false;
            default -> true;
        };
    }

    /** Appends exactly {@code columns} columns: the text's first ones, padded with blanks. */
    static void left(
            AttributedStringBuilder line, String text, int columns, AttributedStyle style) {
        AttributedString cut = cut(text, columns, style);
        line.append(cut).append(" ".repeat(columns - cut.columnLength()));
    }

    /** As {@link #left}, with the blanks before the text. */
    static void right(
            AttributedStringBuilder line, String text, int columns, AttributedStyle style) {
        AttributedString cut = cut(text, columns, style);
        line.append(" ".repeat(columns - cut.columnLength())).append(cut);
    }

    private static AttributedString cut(String text, int columns, AttributedStyle style) {
        return new AttributedString(text, style).columnSubSequence(0, columns);
    }
}
