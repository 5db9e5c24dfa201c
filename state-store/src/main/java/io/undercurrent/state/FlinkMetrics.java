package io.undercurrent.state;

import io.undercurrent.stream.memory.Metrics;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/** Shows counts under a Flink metric group. */
public final class FlinkMetrics implements Metrics {
    private final MetricGroup group;

    /**
     * Metrics of one operator.
     *
     * @param group where they are shown
     */
    public FlinkMetrics(MetricGroup group) {
        this.group = group;
    }

    @Override
    public void counter(String name, LongSupplier count) {
        group.counter(name, new Shown(count));
    }

    @Override
    public void gauge(String name, Supplier<? extends Number> value) {
        group.gauge(name, (Gauge<Number>) value::get);
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
