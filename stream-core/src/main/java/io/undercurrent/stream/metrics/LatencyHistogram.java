package io.undercurrent.stream.metrics;

import io.undercurrent.stream.metrics.Series.Part;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A histogram of times with fixed upper bounds, so that the buckets of all instances can be summed
 * before a quantile is computed. Flink's own histograms do not allow this, because they already are
 * quantiles. One thread writes; metric reporters read.
 *
 * <p>Adding a value costs a binary search among the bounds and two stores.
 */
public final class LatencyHistogram {
    /** From a millisecond to half an hour, in seconds. */
    private static final double[] LATENCIES = {
        0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 300, 1800
    };

    private static final String NO_BOUND = "+Inf";

    private final StreamMetric metric;

    /** Upper bounds in seconds, ascending; one more bucket has no bound. */
    private final double[] bounds;

    /** The counts are not cumulative, so that a value costs one store. */
    private final AtomicLongArray counts;

    private final Level sum = new Level(0);

    /**
     * Creates an empty histogram of latencies with bounds from a millisecond to half an hour.
     *
     * @param metric a metric of kind histogram
     */
    public LatencyHistogram(StreamMetric metric) {
        this(metric, LATENCIES);
    }

    /**
     * Creates an empty histogram.
     *
     * @param metric a metric of kind histogram
     * @param bounds upper bounds in seconds, ascending; a last bucket without a bound is added
     */
    public LatencyHistogram(StreamMetric metric, double... bounds) {
        this.metric = metric;
        this.bounds = bounds.clone();
        counts = new AtomicLongArray(bounds.length + 1);
    }

    /**
     * Registers the buckets, the number of values and their sum.
     *
     * @param metrics where to register them
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
     * @param seconds the time; a negative one, from a clock that is ahead, counts as 0
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
