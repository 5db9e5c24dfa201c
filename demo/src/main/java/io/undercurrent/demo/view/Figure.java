package io.undercurrent.demo.view;

import java.util.List;

/**
 * A named number and its last values.
 *
 * @param name a few words
 * @param value as it is shown, with its unit
 * @param history the last values, oldest first, NaN for a missing one; empty if a line of them
 *     would mean nothing
 */
public record Figure(String name, String value, List<Double> history) {
    /** The most values that a drawing has room for. */
    public static final int MOST = Columns.MAX_SPARK;

    /** Copies the history. */
    public Figure {
        history = List.copyOf(history);
    }
}
