package io.undercurrent.scorer.inputs;

import java.util.Arrays;

/** The newest raw values of a channel on caller-owned memory; NaN is missing or not yet seen. */
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

    void add(double[] s, int o, double value) {
        int next = (int) s[o + NEXT];
        s[o + FIRST + next] = value;
        s[o + NEXT] = next + 1 == capacity ? 0 : next + 1;
    }

    /** The value that many events ago, 0 for the newest; NaN beyond the ring. */
    double ago(double[] s, int o, int events) {
        if (events >= capacity) {
            return Double.NaN;
        }
        int at = (int) s[o + NEXT] - 1 - events;
        return s[o + FIRST + (at < 0 ? at + capacity : at)];
    }

    /** The newest known value that many events ago or up to reach events earlier; else NaN. */
    double knownAgo(double[] s, int o, int events, int reach) {
        for (int i = 0; i <= reach; i++) {
            double value = ago(s, o, events + i);
            if (!Double.isNaN(value)) {
                return value;
            }
        }
        return Double.NaN;
    }

    /**
     * The correlation between the newest n values and those lag events before, about a location;
     * missing ones are left out, and a flat stretch correlates with nothing.
     */
    double correlation(double[] s, int o, int lag, int n, double location) {
        double product = 0;
        double left = 0;
        double right = 0;
        int a = (int) s[o + NEXT] - 1;
        int b = a - lag;
        for (int i = n - lag; i > 0; i--, a--, b--) {
            a = a < 0 ? a + capacity : a;
            b = b < 0 ? b + capacity : b;
            double x = s[o + FIRST + a] - location;
            double y = s[o + FIRST + b] - location;
            if (!Double.isNaN(x * y)) {
                product += x * y;
                left += x * x;
                right += y * y;
            }
        }
        double r = product / (Math.sqrt(left) * Math.sqrt(right));
        return Double.isNaN(r) ? 0 : r;
    }
}
