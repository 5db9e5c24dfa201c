package io.undercurrent.demo.view;

import java.util.function.Function;

/**
 * Where a run shows itself. Any thread may call; a call only notes what is new and returns, drawing
 * is done by a thread of the view's own.
 */
public interface View extends AutoCloseable {
    /**
     * Notes an event of a key; every one counts, since alarms between two drawings are shown too.
     */
    void update(Row row);

    /** Shows a message to the user, in plain text. */
    void message(String text);

    /** Replaces the first line: time elapsed, events a second, latency. */
    void header(String text);

    /**
     * Ends the drawing and gives the terminal back, with the last table left on it; print a summary
     * after this. Later messages are printed as lines, other later calls have no effect.
     */
    @Override
    void close();

    /**
     * The view that fits standard output: a table on a terminal, plain lines where there is none (a
     * pipe, a dumb terminal, a CI run).
     *
     * @param formats how the values of a key are written
     */
    static View open(Function<String, ValueFormat> formats) {
        return Views.open(formats);
    }
}
