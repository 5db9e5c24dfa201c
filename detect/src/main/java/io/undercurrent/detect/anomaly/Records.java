package io.undercurrent.detect.anomaly;

import io.undercurrent.detect.StateCheck;

/**
 * How far a number lies outside all numbers before it, as a share of their range. The range forgets
 * slowly: it shrinks by a fixed share of its width with each number.
 */
final class Records {
    private static final int LOW = 0;
    private static final int HIGH = 1;
    static final int SIZE = 2;

    private Records() {}

    static void init(double[] s, int o) {
        s[o + LOW] = Double.NaN;
        s[o + HIGH] = Double.NaN;
    }

    static void check(double[] s, int o) {
        if (!Double.isNaN(s[o + LOW]) || !Double.isNaN(s[o + HIGH])) {
            StateCheck.range("lowest number", s[o + LOW], -1e160, 1e160);
            StateCheck.range("highest number", s[o + HIGH], s[o + LOW], 1e160);
        }
    }

    static double low(double[] s, int o) {
        return s[o + LOW];
    }

    static double high(double[] s, int o) {
        return s[o + HIGH];
    }

    /** Whether a number is nearer to the lowest than to the highest of those before. */
    static boolean isInLowerHalf(double[] s, int o, double x) {
        return 2 * x < s[o + LOW] + s[o + HIGH];
    }

    /** Judges a number and takes it into the range. */
    static double observe(
            double[] s, int o, double x, double least, double margin, double shrinking) {
        return observe(s, o, x, x, least, margin, shrinking);
    }

    /**
     * Judges a number and takes it, or what is to be learned instead of it, into the range.
     *
     * @param learned what the range takes in
     * @param least smallest width that the range counts as; positive
     * @param margin share of the width by which a number may lie outside
     * @param shrinking the share of its width by which the range shrinks at each end
     * @return the distance outside as a share of the width, 0 for the first number
     */
    static double observe(
            double[] s,
            int o,
            double x,
            double learned,
            double least,
            double margin,
            double shrinking) {
        if (Double.isNaN(s[o + LOW])) {
            s[o + LOW] = learned;
            s[o + HIGH] = learned;
            return 0;
        }
        double low = s[o + LOW];
        double high = s[o + HIGH];
        double width = high - low;
        double outside = Math.max(x - high, low - x) / Math.max(width, least);
        double shrunk = shrinking * width;
        s[o + LOW] = Math.min(learned, low + shrunk);
        s[o + HIGH] = Math.max(learned, high - shrunk);
        return Math.max(0, outside - margin);
    }
}
