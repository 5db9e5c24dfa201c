package io.undercurrent.detect;

import java.util.Locale;

/**
 * Checks the numbers of a state that was read from outside: a file, a checkpoint or a topic. A
 * checksum does not tell whether they are possible, because whoever wrote them wrote it too.
 *
 * <p>Every part of a key state has a {@code check(s, o)} of this kind. It refuses whatever is used
 * as an index, a length or a bound of a loop and cannot be one, and whatever later arithmetic would
 * refuse. Numbers that only make forecasts wrong are not checked. It allocates nothing unless it
 * refuses.
 */
public final class StateCheck {
    /** No value's location and no square root of a variance gets so large. */
    static final double MAX_VALUE = 1e160;

    /** No count gets so large; up to here, a double counts on by one. */
    static final double MAX_COUNT = 1L << 53;

    private StateCheck() {}

    /**
     * Checks a whole number.
     *
     * @param field what it is, for the message
     * @throws IllegalArgumentException if it is none from {@code least} to {@code most}
     */
    public static void whole(String field, double value, double least, double most) {
        if (!(value >= least && value <= most && value == Math.rint(value))) {
            throw refused(field, value, "whole numbers", least, most);
        }
    }

    /**
     * Checks a number.
     *
     * @param field what it is, for the message
     * @throws IllegalArgumentException if it is NaN or not from {@code least} to {@code most}
     */
    public static void range(String field, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw refused(field, value, "numbers", least, most);
        }
    }

    /**
     * Checks the magnitudes of numbers.
     *
     * @param field what they are, for the message
     * @throws IllegalArgumentException if one of {@code s[from .. to - 1]} is NaN or larger
     */
    public static void bounded(String field, double[] s, int from, int to, double most) {
        for (int i = from; i < to; i++) {
            range(field, s[i], -most, most);
        }
    }

    /** Like {@link #bounded(String, double[], int, int, double)}, of 32-bit numbers. */
    public static void bounded(String field, float[] s, int from, int to, double most) {
        for (int i = from; i < to; i++) {
            range(field, s[i], -most, most);
        }
    }

    private static IllegalArgumentException refused(
            String field, double value, String what, double least, double most) {
        return new IllegalArgumentException(
                String.format(
                        Locale.ROOT,
                        "%s = %s: allowed are %s from %s to %s",
                        field,
                        text(value),
                        what,
                        text(least),
                        text(most)));
    }

    private static String text(double value) {
        return value == Math.rint(value) && Math.abs(value) <= MAX_COUNT
                ? String.valueOf((long) value)
                : String.valueOf(value);
    }
}
