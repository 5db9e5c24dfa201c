package io.undercurrent.scorer.inputs;

/**
 * How long a key's gaps between events usually are, learned as they pass.
 *
 * <p>It is negative as long as it is only the newest gap: until two gaps in a row are alike, so
 * that one wrong time among a key's first ones does not say what is usual.
 */
final class UsualGap {
    private static final int MEMORY = 32;

    /** One long silence must not redefine what is usual. */
    private static final int MOST = 4;

    /** Of two gaps that are alike, the longer one is at most so many times the other. */
    private static final int ALIKE = 16;

    private UsualGap() {}

    /**
     * Takes an event's time. An older time than the newest leaves both numbers as they are.
     *
     * @param s holds the newest time at timeAt, NaN before any, and the usual gap at usualAt, 0
     *     before any
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

    /** The next event's time counts as a first one; where usual is set, so does its gap. */
    static void forgetTime(double[] s, int timeAt, int usualAt, boolean usual) {
        s[timeAt] = Double.NaN;
        s[usualAt] = usual ? 0 : s[usualAt];
    }
}
