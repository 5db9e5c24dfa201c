package io.undercurrent.scorer.inputs;

/** How long a key's gaps between events usually are, learned as they pass. */
final class UsualGap {
    private static final int MEMORY = 32;

    /** One long silence must not redefine what is usual. */
    private static final int MOST = 4;

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
        double usual = s[usualAt];
        if (gap > 0) {
            s[usualAt] = usual == 0 ? gap : usual + (Math.min(gap, MOST * usual) - usual) / MEMORY;
        }
        if (!(gap <= 0)) { // NaN is the first event
            s[timeAt] = timeMicros;
        }
        return gap;
    }
}
