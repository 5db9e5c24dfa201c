package io.undercurrent.benchmarks.peers.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Puts a run's figures into a page between two comments. */
public final class Paste {
    public static final String BEGIN = "<!-- peers: begin -->";
    public static final String END = "<!-- peers: end -->";

    private Paste() {}

    public static String into(String page, String excerpt) {
        int begin = page.indexOf(BEGIN);
        int end = page.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException(
                    "a page without " + BEGIN + " and then " + END + ": add both, a line each");
        }
        return page.substring(0, begin + BEGIN.length()) + "\n" + excerpt + page.substring(end);
    }

    public static void into(Path page, String excerpt) throws IOException {
        Files.writeString(page, into(Files.readString(page), excerpt));
    }
}
