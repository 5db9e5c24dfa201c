package io.undercurrent.demo.view;

import java.util.function.Function;

/**
 * Shows a run to the user. Any thread may call; a call only records what is new and returns, and a
 * thread of the view draws.
 */
public interface View extends AutoCloseable {
    /**
     * Records an event of a key. Callers pass every event, because alarms between two drawings are
     * shown too.
     */
    void update(Row row);

    /** Shows a message to the user, in plain text. */
    void message(String text);

    /** Replaces the first line: time elapsed, events a second, latency. */
    void header(String text);

    /**
     * Stops drawing, restores the terminal and leaves the last table on it; print a summary after
     * this. Later messages are printed as lines; other later calls have no effect.
     */
    @Override
    void close();

    /**
     * The view that fits standard output: a table on a terminal, plain lines elsewhere (a pipe, a
     * dumb terminal, a CI run).
     *
     * @param formats how the values of a key are written
     */
    static View open(Function<String, ValueFormat> formats) {
        return Views.open(formats);
    }
}
