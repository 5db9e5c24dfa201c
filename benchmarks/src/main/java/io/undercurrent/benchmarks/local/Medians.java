package io.undercurrent.benchmarks.local;

import java.util.Arrays;

/** What is printed of several rounds. */
public final class Medians {
    private Medians() {}

    /** The middle one; of two the greater. */
    public static double of(double... values) {
        return at(0.5, values);
    }

    /** The least. */
    public static double least(double... values) {
        return at(0, values);
    }

    /** The greatest. */
    public static double most(double... values) {
        return at(1, values);
    }

    /**
     * The value below which a share of all lies.
     *
     * @param share from 0 to 1
     * @param values any number; of none it is NaN
     */
    public static double at(double share, double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted.length == 0
                ? Double.NaN
                : sorted[(int) Math.min(sorted.length - 1.0, share * sorted.length)];
    }
}
