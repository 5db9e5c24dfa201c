package io.undercurrent.stream.metrics;

import io.undercurrent.stream.metrics.Series.Part;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Times by upper bound, so that instances can be added up before a quantile is taken, which Flink's
 * own histograms, being quantiles already, do not allow. One thread writes, reporters read.
 *
 * <p>A value costs a search among the bounds and two stores.
 */
public final class LatencyHistogram {
    /** From a millisecond to half an hour. */
    private static final double[] LATENCIES = {
        0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 300, 1800
    };

    private static final String NO_BOUND = "+Inf";

    private final StreamMetric metric;

    /** Upper bounds in seconds, rising; one more bucket has none. */
    private final double[] bounds;

    /** Not cumulative: one store a value. */
    private final AtomicLongArray counts;

    private final Level sum = new Level(0);

    /**
     * An empty histogram of latencies, its bounds from a millisecond to half an hour.
     *
     * @param metric of kind histogram
     */
    public LatencyHistogram(StreamMetric metric) {
        this(metric, LATENCIES);
    }

    /**
     * An empty histogram.
     *
     * @param metric of kind histogram
     * @param bounds upper bounds in seconds, rising; a last bucket without one is added
     */
    public LatencyHistogram(StreamMetric metric, double... bounds) {
        this.metric = metric;
        this.bounds = bounds.clone();
        counts = new AtomicLongArray(bounds.length + 1);
    }

    /**
     * Shows its buckets, their number and their sum.
     *
     * @param metrics where
     */
    public void show(Metrics metrics) {
        for (int i = 0; i <= bounds.length; i++) {
            int last = i;
            metrics.show(Series.bucket(metric, bound(i)), () -> upTo(last));
        }
        metrics.show(new Series(metric, Part.SUM, Map.of()), sum::get);
        metrics.show(new Series(metric, Part.COUNT, Map.of()), () -> upTo(bounds.length));
    }

    private String bound(int i) {
        return i < bounds.length ? PrometheusText.number(bounds[i]) : NO_BOUND;
    }

    /**
     * Adds a time.
     *
     * @param seconds a negative one, of a clock that is ahead, counts as 0
     */
    public void add(double seconds) {
        double value = Math.max(0, seconds);
        int at = Arrays.binarySearch(bounds, value);
        int i = at < 0 ? -at - 1 : at;
        counts.lazySet(i, counts.getPlain(i) + 1); // no fence: there is one writer
        sum.add(value);
    }

    private long upTo(int last) {
        long total = 0;
        for (int i = 0; i <= last; i++) {
            total += counts.get(i);
        }
        return total;
    }
}
