package io.undercurrent.stream.metrics;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A number that one thread sets and metric reporters read; reporters may see the value a moment
 * late. A volatile field would make the writer wait for other processors at every write.
 */
public final class Level {
    private final AtomicLong bits;

    /**
     * Creates a number.
     *
     * @param first the initial value
     */
    public Level(double first) {
        bits = new AtomicLong(Double.doubleToRawLongBits(first));
    }

    /**
     * Sets the number.
     *
     * @param value the new value
     */
    public void set(double value) {
        bits.lazySet(Double.doubleToRawLongBits(value));
    }

    /**
     * Adds to the number.
     *
     * @param more what to add
     */
    public void add(double more) {
        set(Double.longBitsToDouble(bits.getPlain()) + more); // there is one writer
    }

    /**
     * Returns the number.
     *
     * @return the value that was set last
     */
    public double get() {
        return Double.longBitsToDouble(bits.get());
    }
}
