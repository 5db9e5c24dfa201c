package io.undercurrent.stream.metrics;

import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Registers the metrics of a runtime; both runtimes use the same names. */
@FunctionalInterface
public interface Metrics {
    /** Registers nothing. */
    Metrics NONE = (series, value) -> {};

    /**
     * Registers a number.
     *
     * @param series the number's metric and labels
     * @param value reads the number, from any thread; returns a Long if {@link Series#isCount}
     */
    void show(Series series, Supplier<? extends Number> value);

    /**
     * Registers a number that only rises.
     *
     * @param metric the metric, a counter
     * @param count reads the number, from any thread
     * @param labels the values of the metric's labels, in the order of its keys
     */
    default void counter(StreamMetric metric, LongSupplier count, String... labels) {
        check(metric, StreamMetric.Kind.COUNTER);
        show(Series.of(metric, labels), count::getAsLong);
    }

    /**
     * Registers a number that may rise and fall.
     *
     * @param metric the metric, a gauge
     * @param value reads the number, from any thread
     * @param labels the values of the metric's labels, in the order of its keys
     */
    default void gauge(StreamMetric metric, Supplier<? extends Number> value, String... labels) {
        check(metric, StreamMetric.Kind.GAUGE);
        show(Series.of(metric, labels), value);
    }

    /**
     * Creates a counter and registers it.
     *
     * @param metric the metric, a counter
     * @param labels the values of the metric's labels, in the order of its keys
     * @return the count, at 0
     */
    default Count count(StreamMetric metric, String... labels) {
        Count count = new Count();
        counter(metric, count::get, labels);
        return count;
    }

    /**
     * Creates a counter of nanoseconds and registers it in seconds.
     *
     * @param metric the metric, a counter of seconds
     * @param labels the values of the metric's labels, in the order of its keys
     * @return the count of nanoseconds, at 0
     */
    default Count nanos(StreamMetric metric, String... labels) {
        check(metric, StreamMetric.Kind.COUNTER);
        Count nanos = new Count();
        show(Series.of(metric, labels), () -> nanos.get() / 1e9);
        return nanos;
    }

    /**
     * Creates a histogram and registers it.
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
