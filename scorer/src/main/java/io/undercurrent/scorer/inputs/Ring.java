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
}
