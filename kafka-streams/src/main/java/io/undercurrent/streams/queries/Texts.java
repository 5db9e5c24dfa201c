package io.undercurrent.streams.queries;

import java.util.Locale;

/** Makes untrusted texts safe for a log or a message: one short line of plain ASCII. */
final class Texts {
    private static final int MAX_CHARS = 80;

    private Texts() {}

    static String shown(String text) {
        StringBuilder shown = new StringBuilder();
        int length = Math.min(text.length(), MAX_CHARS);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c < 0x7F && c != '\\') {
                shown.append(c);
            } else {
                shown.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            }
        }
        return length < text.length() ? shown.append("...").toString() : shown.toString();
    }
}
