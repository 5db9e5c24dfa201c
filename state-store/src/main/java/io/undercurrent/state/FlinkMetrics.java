package io.undercurrent.state;

import io.undercurrent.stream.metrics.Metrics;
import io.undercurrent.stream.metrics.Series;
import io.undercurrent.stream.metrics.StreamMetric;
import java.util.function.Supplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * Registers metrics in the group {@value StreamMetric#GROUP} of a Flink metric group, each label as
 * a key group and a value group, so that every Flink reporter has them. Flink's counters are whole
 * numbers, so sums of seconds are gauges there.
 */
public final class FlinkMetrics implements Metrics {
    private final MetricGroup group;

    /** A Flink metric that is one of our series. */
    public sealed interface Shown {
        /**
         * Identifies the metric.
         *
         * @return the series
         */
        Series series();

        /**
         * Reads the metric.
         *
         * @return the current number
         */
        double now();
    }

    /**
     * Creates the metrics of one operator.
     *
     * @param operator the operator's metric group
     */
    public FlinkMetrics(MetricGroup operator) {
        group = operator.addGroup(StreamMetric.GROUP);
    }

    @Override
    public void show(Series series, Supplier<? extends Number> value) {
        MetricGroup labelled = group;
        for (var label : series.labels().entrySet()) {
            labelled = labelled.addGroup(label.getKey(), label.getValue());
        }
        if (series.isCount()) {
            labelled.counter(series.name(), new ShownCounter(series, value));
        } else {
            labelled.gauge(series.name(), new ShownGauge(series, value));
        }
    }

    private record ShownGauge(Series series, Supplier<? extends Number> value)
            implements Gauge<Number>, Shown {
        @Override
        public Number getValue() {
            return value.get();
        }

        @Override
        public double now() {
            return getValue().doubleValue();
        }
    }

    /** A counter that Flink only reads. */
    private record ShownCounter(Series series, Supplier<? extends Number> value)
            implements Counter, Shown {
        @Override
        public void inc() {
            throw readOnly();
        }

        @Override
        public void inc(long more) {
            throw readOnly();
        }

        @Override
        public void dec() {
            throw readOnly();
        }

        @Override
        public void dec(long less) {
            throw readOnly();
        }

        @Override
        public long getCount() {
            return value.get().longValue();
        }

        @Override
        public double now() {
            return getCount();
        }

        private static UnsupportedOperationException readOnly() {
            return new UnsupportedOperationException("this counter is only shown by Flink");
        }
    }
}
