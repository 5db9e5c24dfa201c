package io.undercurrent.cli.train;

import io.undercurrent.training.history.HistoryBuilder;
import java.util.Locale;

/** Counts what could not be read; the first of them stands for all. */
final class Broken {
    private final String what;
    private long count;
    private String first;

    /** Of rows or records. */
    Broken(String what) {
        this.what = what;
    }

    void add(String place, String detail) {
        if (count++ == 0) {
            first = place + ": " + detail;
        }
    }

    /**
     * Says it.
     *
     * @throws IllegalArgumentException where nothing else was there
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
