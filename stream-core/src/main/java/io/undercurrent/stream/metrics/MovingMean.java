package io.undercurrent.stream.metrics;

/** A moving mean of about the last {@value #MEMORY} values; 0 before the first. */
public final class MovingMean {
    private static final int MEMORY = 64;

    private final Level shown = new Level(0);
    private double mean;
    private int values;

    /**
     * Adds a value.
     *
     * @param value the next value
     */
    public void add(double value) {
        values = Math.min(MEMORY, values + 1);
        mean += (value - mean) / values;
        shown.set(mean);
    }

    /**
     * The mean, from any thread.
     *
     * @return the mean; 0 before the first value
     */
    public double get() {
        return shown.get();
    }
}
