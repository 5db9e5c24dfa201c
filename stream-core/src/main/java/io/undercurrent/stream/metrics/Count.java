package io.undercurrent.stream.metrics;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A counter that one thread increments and metric reporters read; reporters may see the value a
 * moment late.
 */
public final class Count {
    private final AtomicLong count = new AtomicLong();

    /** Increments the counter by one. */
    public void inc() {
        inc(1);
    }

    /**
     * Increments the counter.
     *
     * @param more the increment
     */
    public void inc(long more) {
        count.lazySet(count.getPlain() + more); // no fence: there is one writer
    }

    /**
     * Returns the count.
     *
     * @return the sum of all increments
     */
    public long get() {
        return count.get();
    }
}
