package io.undercurrent.cli.history;

import io.undercurrent.training.history.HistoryBuilder;
import java.util.Locale;

/** Counts rows or records that could not be read, and keeps the reason for the first. */
final class UnreadableRows {
    private final String what;
    private long count;
    private String first;

    /** {@code what} is the word for them in messages: rows or records. */
    UnreadableRows(String what) {
        this.what = what;
    }

    void add(String place, String detail) {
        if (count++ == 0) {
            first = place + ": " + detail;
        }
    }

    /**
     * Adds a notice to the history if any could not be read.
     *
     * @throws IllegalArgumentException if none could be read
     */
    void report(HistoryBuilder history) {
        if (count == 0) {
            return;
        }
        if (history.rows() == 0) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "none of the %d %s could be read; the first: %s",
                            count,
                            what,
                            first));
        }
        history.notice(
                String.format(
                        Locale.ROOT,
                        "%d %s could not be read and are left out; the first: %s",
                        count,
                        what,
                        first));
    }
}
