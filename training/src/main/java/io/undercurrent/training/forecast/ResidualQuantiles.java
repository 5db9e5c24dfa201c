package io.undercurrent.training.forecast;

import java.util.Arrays;

/**
 * Exact quantiles of the newest errors: the window is kept sorted, which costs one shift of it per
 * error.
 */
public final class ResidualQuantiles {
    private final double[] ring;
    private final double[] sorted;
    private int size;
    private int next;

    /** Creates an empty window of a number of errors. */
    public ResidualQuantiles(int window) {
        ring = new double[window];
        sorted = new double[window];
    }

    /** Adds an error, which replaces the oldest one once the window is full; not NaN. */
    public void add(double error) {
        if (size == ring.length) {
            int old = Arrays.binarySearch(sorted, 0, size, ring[next]);
            System.arraycopy(sorted, old + 1, sorted, old, size - old - 1);
            size--;
        }
        int found = Arrays.binarySearch(sorted, 0, size, error);
        int at = found < 0 ? -found - 1 : found;
        System.arraycopy(sorted, at, sorted, at + 1, size - at);
        sorted[at] = error;
        ring[next] = error;
        next = (next + 1) % ring.length;
        size++;
    }

    /**
     * The quantile at position {@code (n + 1) p}, interpolated between its neighbours (Hyndman and
     * Fan 1996, type 6): the share of the next errors below it is p on average.
     *
     * @return 0 before the first error
     */
    public double quantile(double p) {
        if (size == 0) {
            return 0;
        }
        double position = Math.max(0, Math.min(size - 1, (size + 1) * p - 1));
        int below = (int) position;
        if (below == size - 1) {
            return sorted[below];
        }
        return sorted[below] + (position - below) * (sorted[below + 1] - sorted[below]);
    }
}
