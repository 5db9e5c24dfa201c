package io.undercurrent.stream.metrics;

import io.undercurrent.stream.metrics.Series.Part;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Latencies by upper bound, so that instances can be added up before a quantile is taken, which
 * Flink's own histograms, being quantiles already, do not allow. One thread writes, reporters read.
 *
 * <p>The bounds are whole milliseconds and the last is called {@code Inf}, since Flink's Prometheus
 * reporter replaces dots and signs in labels unless told otherwise, and {@code histogram_quantile}
 * reads all of these. A value costs a search among them and two stores.
 */
public final class LatencyHistogram {
    /** The upper bounds, milliseconds, rising; one more has none. */
    private static final long[] BOUNDS = {
        1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000, 300_000,
        1_800_000
    };

    private static final String NO_BOUND = "Inf";

    /** Not cumulative: one store a value. */
    private final AtomicLongArray counts = new AtomicLongArray(BOUNDS.length + 1);

    private final Count sum = new Count();

    LatencyHistogram() {}

    /** All parts of a metric. */
    void show(StreamMetric metric, Metrics metrics) {
        for (int i = 0; i <= BOUNDS.length; i++) {
            int last = i;
            metrics.show(Series.bucket(metric, bound(i)), () -> upTo(last));
        }
        metrics.show(new Series(metric, Part.COUNT, Map.of()), () -> upTo(BOUNDS.length));
        metrics.show(new Series(metric, Part.SUM, Map.of()), sum::get);
    }

    private static String bound(int i) {
        return i < BOUNDS.length ? String.valueOf(BOUNDS[i]) : NO_BOUND;
    }

    /**
     * Adds a value.
     *
     * @param millis the latency; a negative one, of a clock that is ahead, counts as 0
     */
    public void add(long millis) {
        long value = Math.max(0, millis);
        int at = Arrays.binarySearch(BOUNDS, value);
        int i = at < 0 ? -at - 1 : at;
        counts.lazySet(i, counts.getPlain(i) + 1); // no fence: there is one writer
        sum.inc(value);
    }

    private long upTo(int last) {
        long total = 0;
        for (int i = 0; i <= last; i++) {
            total += counts.get(i);
        }
        return total;
    }
}
