package io.undercurrent.state;

import io.undercurrent.stream.metrics.Metrics;
import io.undercurrent.stream.metrics.Series;
import io.undercurrent.stream.metrics.StreamMetric;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * Shows metrics in the group {@value StreamMetric#GROUP} of a Flink metric group, each label as a
 * key and value group, so that every reporter of Flink's has them.
 */
public final class FlinkMetrics implements Metrics {
    private final MetricGroup group;

    /**
     * Metrics of one operator.
     *
     * @param operator its group
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
            labelled.counter(series.name(), new Shown(() -> value.get().longValue()));
        } else {
            labelled.gauge(series.name(), (Gauge<Number>) value::get);
        }
    }

    /** A counter that others count. */
    private record Shown(LongSupplier count) implements Counter {
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
            return count.getAsLong();
        }

        private static UnsupportedOperationException readOnly() {
            return new UnsupportedOperationException("this counter is only shown by Flink");
        }
    }
}
