package io.undercurrent.scorer.inputs;

import io.undercurrent.detect.StateCheck;
import java.util.Arrays;

/**
 * The newest raw values of a channel in an array of the caller; NaN is missing or not yet seen.
 * {@link CompactRing} does the same in half the bytes, and is tested against this one.
 */
final class Ring {
    private static final int NEXT = 0;
    private static final int FIRST = 1;

    private final int capacity;

    Ring(int capacity) {
        this.capacity = capacity;
    }

    int size() {
        return FIRST + capacity;
    }

    int capacity() {
        return capacity;
    }

    void init(double[] s, int o) {
        s[o + NEXT] = 0;
        Arrays.fill(s, o + FIRST, o + FIRST + capacity, Double.NaN);
    }

    void check(double[] s, int o) {
        StateCheck.whole("ring's next place", s[o + NEXT], 0, capacity - 1);
    }

    void add(double[] s, int o, double value) {
        int next = (int) s[o + NEXT];
        s[o + FIRST + next] = value;
        s[o + NEXT] = next + 1 == capacity ? 0 : next + 1;
    }

    /** The value {@code events} events ago, 0 for the newest; NaN beyond the ring. */
    double ago(double[] s, int o, int events) {
        if (events >= capacity) {
            return Double.NaN;
        }
        int at = (int) s[o + NEXT] - 1 - events;
        return s[o + FIRST + (at < 0 ? at + capacity : at)];
    }

    /**
     * Like {@link #ago}, but NaN for a value farther than reach from location, which is not learned
     * from.
     */
    double near(double[] s, int o, int events, double location, double reach) {
        double value = ago(s, o, events);
        return Math.abs(value - location) <= reach ? value : Double.NaN;
    }

    /** The largest change from one known value to the next. */
    double largestChange(double[] s, int o) {
        double largest = 0;
        double later = Double.NaN;
        for (int i = 0; i < capacity; i++) {
            double value = ago(s, o, i);
            if (!Double.isNaN(value)) {
                largest = Math.max(largest, Double.isNaN(later) ? 0 : Math.abs(later - value));
                later = value;
            }
        }
        return largest;
    }

    /** Adds to all values that came at least {@code events} events ago. */
    void shift(double[] s, int o, int events, double by) {
        for (int i = events; i < capacity; i++) {
            int at = (int) s[o + NEXT] - 1 - i;
            s[o + FIRST + (at < 0 ? at + capacity : at)] += by;
        }
    }

    /**
     * The near value {@code events} events ago, or the newest of up to back events earlier; else
     * NaN.
     */
    double knownAgo(double[] s, int o, int events, int back, double location, double reach) {
        for (int i = 0; i <= back; i++) {
            double value = near(s, o, events + i, location, reach);
            if (!Double.isNaN(value)) {
                return value;
            }
        }
        return Double.NaN;
    }

    /**
     * The correlation of the newest n values with those lag events before, around a location.
     * Missing values and those beyond reach are left out; the correlation of a flat stretch is 0.
     */
    double correlation(double[] s, int o, int lag, int n, double location, double reach) {
        double product = 0;
        double left = 0;
        double right = 0;
        for (int i = 0; i < n - lag; i++) {
            double x = near(s, o, i, location, reach) - location;
            double y = near(s, o, i + lag, location, reach) - location;
            if (!Double.isNaN(x) && !Double.isNaN(y)) {
                product += x * y;
                left += x * x;
                right += y * y;
            }
        }
        double r = product / (Math.sqrt(left) * Math.sqrt(right));
        return Double.isNaN(r) ? 0 : r;
    }
}
