package io.undercurrent.stream.memory;

import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Where a runtime shows what is counted here; both runtimes use the same names. */
public interface Metrics {
    /** Shows nothing. */
    Metrics NONE =
            new Metrics() {
                @Override
                public void counter(String name, LongSupplier count) {}

                @Override
                public void gauge(String name, Supplier<? extends Number> value) {}
            };

    /**
     * Shows a number that only rises.
     *
     * @param name the metric's name
     * @param count reads it, from any thread
     */
    void counter(String name, LongSupplier count);

    /**
     * Shows a number.
     *
     * @param name the metric's name
     * @param value reads it, from any thread
     */
    void gauge(String name, Supplier<? extends Number> value);

    /**
     * A new count that is shown.
     *
     * @param name the metric's name
     * @return the count, at 0
     */
    default Count count(String name) {
        Count count = new Count();
        counter(name, count::get);
        return count;
    }
}
