package io.undercurrent.stream.metrics;

/**
 * Counts how many values lie inside their usual range: since the start, so that instances can be
 * summed, and as a share of the last {@value #WINDOW} values. One thread writes; metric reporters
 * read.
 */
public final class BandCoverage {
    /** At a rate of one in a thousand, about four of these values are outside. */
    static final int WINDOW = 4096;

    private final Count values;
    private final Count inside;
    private final Level share = new Level(Double.NaN);

    /** A ring with one bit per value. */
    private final long[] window = new long[WINDOW / Long.SIZE];

    private int next;
    private int filled;
    private int insideWindow;

    /**
     * Creates the counters and registers them.
     *
     * @param metrics where to register them
     */
    public BandCoverage(Metrics metrics) {
        values = metrics.count(StreamMetric.BAND_VALUES);
        inside = metrics.count(StreamMetric.BAND_INSIDE);
        metrics.gauge(StreamMetric.BAND_COVERAGE, share::get);
    }

    /**
     * Adds an event's values.
     *
     * @param value the observed values, NaN if missing
     * @param lower the values' lower bounds, NaN if there is none
     * @param upper the values' upper bounds, NaN if there is none
     */
    public void add(double[] value, double[] lower, double[] upper) {
        boolean any = false;
        for (int c = 0; c < value.length; c++) {
            if (!Double.isNaN(value[c]) && !Double.isNaN(lower[c]) && !Double.isNaN(upper[c])) {
                add(value[c] >= lower[c] && value[c] <= upper[c]);
                any = true;
            }
        }
        if (any) {
            share.set((double) insideWindow / filled);
        }
    }

    private void add(boolean isInside) {
        values.inc();
        long bit = 1L << next;
        int word = next / Long.SIZE;
        if (filled < WINDOW) {
            filled++;
        } else if ((window[word] & bit) != 0) {
            insideWindow--;
        }
        if (isInside) {
            inside.inc();
            insideWindow++;
            window[word] |= bit;
        } else {
            window[word] &= ~bit;
        }
        next = (next + 1) % WINDOW;
    }
}
