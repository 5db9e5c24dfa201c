package io.undercurrent.scorer.inputs;

import io.undercurrent.detect.StateCheck;

/**
 * Learns the usual gap between a key's events.
 *
 * <p>It is negative while it is only the newest gap, that is until two gaps in a row are alike. One
 * wrong time among a key's first events therefore does not set the usual gap.
 */
final class UsualGap {
    private static final int MEMORY = 32;

    /**
     * A gap counts as at most this many usual ones: one long silence must not redefine the usual
     * gap.
     */
    private static final int MOST = 4;

    /** Two gaps are alike if the longer one is at most this many times the shorter one. */
    private static final int ALIKE = 16;

    /** The time from the first to the last instant that there is. */
    private static final double MOST_MICROS = 2.0 * Long.MAX_VALUE;

    private UsualGap() {}

    static void check(double[] s, int timeAt, int usualAt) {
        if (!Double.isNaN(s[timeAt])) {
            StateCheck.range(
                    "newest time", s[timeAt], (double) Long.MIN_VALUE, (double) Long.MAX_VALUE);
        }
        StateCheck.range("usual gap", s[usualAt], -MOST_MICROS, MOST_MICROS);
    }

    /**
     * Takes an event's time. A time older than the newest changes nothing.
     *
     * @param s holds the newest time at timeAt, NaN before the first, and the usual gap at usualAt,
     *     0 before the first
     * @return the time since the newest; NaN at the first event, 0 or less at a late one
     */
    static double elapse(double[] s, int timeAt, int usualAt, double timeMicros) {
        double gap = timeMicros - s[timeAt];
        if (gap > 0) {
            s[usualAt] = learned(gap, s[usualAt]);
        }
        if (!(gap <= 0)) { // NaN is the first event
            s[timeAt] = timeMicros;
        }
        return gap;
    }

    private static double learned(double gap, double before) {
        double usual = Math.abs(before);
        boolean alike = gap <= ALIKE * usual && usual <= ALIKE * gap;
        return before <= 0 && !alike
                ? -gap
                : usual + (Math.min(gap, MOST * usual) - usual) / MEMORY;
    }

    /** Lets the next event's time count as a first one; if usual is set, its gap too. */
    static void forgetTime(double[] s, int timeAt, int usualAt, boolean usual) {
        s[timeAt] = Double.NaN;
        s[usualAt] = usual ? 0 : s[usualAt];
    }
}
