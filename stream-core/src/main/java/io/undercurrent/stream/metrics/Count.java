package io.undercurrent.stream.metrics;

import java.util.concurrent.atomic.AtomicLong;

/** A number that one thread raises and reporters read, a moment late at most. */
public final class Count {
    private final AtomicLong count = new AtomicLong();

    /** One more. */
    public void inc() {
        inc(1);
    }

    /**
     * So many more.
     *
     * @param more how many
     */
    public void inc(long more) {
        count.lazySet(count.getPlain() + more); // no fence: there is one writer
    }

    /**
     * The number.
     *
     * @return the sum of all that came
     */
    public long get() {
        return count.get();
    }
}
