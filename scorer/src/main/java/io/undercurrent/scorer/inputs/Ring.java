package io.undercurrent.scorer.inputs;

import io.undercurrent.detect.StateCheck;
import java.util.Arrays;

/** The newest raw values of a channel in an array of the caller; NaN is missing or not yet seen. */
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
     *
     * <p>Every second pair has sums of its own, because each sum waits for the one before.
     */
    double correlation(double[] s, int o, int lag, int n, double location, double reach) {
        double product = 0;
        double left = 0;
        double right = 0;
        double product2 = 0;
        double left2 = 0;
        double right2 = 0;
        int a = (int) s[o + NEXT] - 1;
        int b = a - lag;
        for (int rest = n - lag; rest > 0; ) {
            a = a < 0 ? a + capacity : a;
            b = b < 0 ? b + capacity : b;
            int run = Math.min(rest, Math.min(a, b) + 1); // until one of them wraps around
            int i = 0;
            for (; i + 1 < run; i += 2) {
                double x = s[o + FIRST + a - i] - location;
                double y = s[o + FIRST + b - i] - location;
                // False if either is missing.
                if (Math.abs(x) <= reach && Math.abs(y) <= reach) {
                    product = Math.fma(x, y, product);
                    left = Math.fma(x, x, left);
                    right = Math.fma(y, y, right);
                }
                double x2 = s[o + FIRST + a - i - 1] - location;
                double y2 = s[o + FIRST + b - i - 1] - location;
                if (Math.abs(x2) <= reach && Math.abs(y2) <= reach) {
                    product2 = Math.fma(x2, y2, product2);
                    left2 = Math.fma(x2, x2, left2);
                    right2 = Math.fma(y2, y2, right2);
                }
            }
            if (i < run) {
                double x = s[o + FIRST + a - i] - location;
                double y = s[o + FIRST + b - i] - location;
                if (Math.abs(x) <= reach && Math.abs(y) <= reach) {
                    product = Math.fma(x, y, product);
                    left = Math.fma(x, x, left);
                    right = Math.fma(y, y, right);
                }
            }
            rest -= run;
            a -= run;
            b -= run;
        }
        double r = (product + product2) / (Math.sqrt(left + left2) * Math.sqrt(right + right2));
        return Double.isNaN(r) ? 0 : r;
    }
}
