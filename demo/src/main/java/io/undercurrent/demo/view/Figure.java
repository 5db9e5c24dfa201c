package io.undercurrent.demo.view;

import java.util.List;

/**
 * A number with a name and the way it went.
 *
 * @param name a few words
 * @param value as it is shown, with its unit
 * @param history the last values, oldest first, NaN where there was none; empty where a line of
 *     them would say nothing
 */
public record Figure(String name, String value, List<Double> history) {
    /** The most that a drawing has room for. */
    public static final int MOST = Columns.MOST_SPARK;

    /** Copies the history. */
    public Figure {
        history = List.copyOf(history);
    }
}
