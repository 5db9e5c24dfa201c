package io.undercurrent.stream.metrics;

/**
 * How many values lie inside their alarm band: since the start, to be added up over instances, and
 * of the last {@value #WINDOW}. Belongs to one thread; reporters read.
 */
public final class BandCoverage {
    /** A rate of one in a thousand shows as about four values of these. */
    static final int WINDOW = 4096;

    private final Count values;
    private final Count inside;
    private final Level share = new Level(Double.NaN);

    /** One bit a value, a ring. */
    private final long[] window = new long[WINDOW / Long.SIZE];

    private int next;
    private int filled;
    private int insideWindow;

    /**
     * Coverage that is shown.
     *
     * @param metrics where
     */
    public BandCoverage(Metrics metrics) {
        values = metrics.count(StreamMetric.BAND_VALUES);
        inside = metrics.count(StreamMetric.BAND_INSIDE);
        metrics.gauge(StreamMetric.BAND_COVERAGE, share::get);
    }

    /**
     * Takes an event's values.
     *
     * @param value the observed values, NaN where missing
     * @param lower their lower bounds, NaN where there is none
     * @param upper their upper bounds, NaN where there is none
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
