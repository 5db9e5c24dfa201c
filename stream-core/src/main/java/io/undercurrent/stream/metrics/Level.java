package io.undercurrent.stream.metrics;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A number that one thread sets and reporters read, a moment late at most: a volatile field would
 * make the writer wait for other processors each time.
 */
public final class Level {
    private final AtomicLong bits;

    /**
     * A number.
     *
     * @param first its value until it is set
     */
    public Level(double first) {
        bits = new AtomicLong(Double.doubleToRawLongBits(first));
    }

    /**
     * Sets it.
     *
     * @param value the new value
     */
    public void set(double value) {
        bits.lazySet(Double.doubleToRawLongBits(value));
    }

    /**
     * Adds to it.
     *
     * @param more what to add
     */
    public void add(double more) {
        set(Double.longBitsToDouble(bits.getPlain()) + more); // there is one writer
    }

    /**
     * The number.
     *
     * @return what was set last
     */
    public double get() {
        return Double.longBitsToDouble(bits.get());
    }
}
