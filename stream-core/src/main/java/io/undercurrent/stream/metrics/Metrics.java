package io.undercurrent.stream.metrics;

import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Where a runtime shows what is counted; both runtimes use the same names. */
@FunctionalInterface
public interface Metrics {
    /** Shows nothing. */
    Metrics NONE = (series, value) -> {};

    /**
     * Shows a number.
     *
     * @param series what it is
     * @param value reads it, from any thread; a Long where {@link Series#isCount}
     */
    void show(Series series, Supplier<? extends Number> value);

    /**
     * Shows a number that only rises.
     *
     * @param metric the metric, a counter
     * @param count reads it, from any thread
     * @param labels values of the metric's labels
     */
    default void counter(StreamMetric metric, LongSupplier count, String... labels) {
        check(metric, StreamMetric.Kind.COUNTER);
        show(Series.of(metric, labels), count::getAsLong);
    }

    /**
     * Shows a number.
     *
     * @param metric the metric, a gauge
     * @param value reads it, from any thread
     * @param labels values of the metric's labels
     */
    default void gauge(StreamMetric metric, Supplier<? extends Number> value, String... labels) {
        check(metric, StreamMetric.Kind.GAUGE);
        show(Series.of(metric, labels), value);
    }

    /**
     * A new count that is shown.
     *
     * @param metric the metric, a counter
     * @param labels values of the metric's labels
     * @return the count, at 0
     */
    default Count count(StreamMetric metric, String... labels) {
        Count count = new Count();
        counter(metric, count::get, labels);
        return count;
    }

    /**
     * A new count of nanoseconds that is shown in seconds.
     *
     * @param metric the metric, a counter of seconds
     * @param labels values of the metric's labels
     * @return the count of nanoseconds, at 0
     */
    default Count nanos(StreamMetric metric, String... labels) {
        check(metric, StreamMetric.Kind.COUNTER);
        Count nanos = new Count();
        show(Series.of(metric, labels), () -> nanos.get() / 1e9);
        return nanos;
    }

    /**
     * A new histogram that is shown.
     *
     * @param metric the metric, a histogram
     * @return the histogram, empty
     */
    default LatencyHistogram histogram(StreamMetric metric) {
        check(metric, StreamMetric.Kind.HISTOGRAM);
        LatencyHistogram histogram = new LatencyHistogram(metric);
        histogram.show(this);
        return histogram;
    }

    private static void check(StreamMetric metric, StreamMetric.Kind wanted) {
        if (metric.kind() != wanted) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "%s is a %s and not a %s",
                            metric.id(),
                            metric.kind(),
                            wanted));
        }
    }
}
