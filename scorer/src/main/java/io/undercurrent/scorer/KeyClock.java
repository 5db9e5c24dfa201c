package io.undercurrent.scorer;

/**
 * What a key's header knows of its events' number and times: four 64-bit integers. They stand in a
 * header twice, as they are now and as they were at the ring's start.
 *
 * <p>An event comes as a <i>stamp</i>: its time times four, plus one where the clock goes back to
 * it, plus two where the usual gap is forgotten with that ({@link KeyJumps} decides both once, when
 * the event comes). So what is built anew from the ring has the same clock, whatever came between
 * the events that the ring holds.
 *
 * <p>The usual gap is negative as long as it is only the newest gap: until two gaps in a row are
 * alike, so that one wrong time among a key's first ones does not say what is usual.
 */
final class KeyClock {
    static final int EVENTS = 0;
    static final int VALUES = 1;
    static final int LAST_TIME = 2;
    static final int USUAL_GAP = 3;
    static final int SIZE = 4;

    private static final int BACK = 1;
    private static final int FORGET = 2;
    private static final int MEMORY = 64;

    /** One long silence must not redefine what is usual. */
    static final int MOST = 4;

    /** Of two gaps that are alike, the longer one is at most so many times the other. */
    private static final int ALIKE = 16;

    private KeyClock() {}

    /** Before the first event. */
    static void init(long[] header, int o) {
        header[o + EVENTS] = 0;
        header[o + VALUES] = 0;
        header[o + LAST_TIME] = Long.MIN_VALUE;
        header[o + USUAL_GAP] = 0;
    }

    /** The stamp of an event that the clock does not go back to. */
    static long stamp(long time) {
        return time << 2;
    }

    /** The stamp of an event that the clock goes back to, so long after the last witness. */
    static long back(long[] header, int o, long time, long gap) {
        boolean far = gap > 0 && usual(header, o) > ALIKE * (double) gap;
        return stamp(time) | BACK | (knowsUsual(header, o) && !far ? 0 : FORGET);
    }

    static long time(long stamp) {
        return stamp >> 2;
    }

    static boolean isBack(long stamp) {
        return (stamp & BACK) != 0;
    }

    /** Whether what was learned of the usual gap is of the time that was wrong. */
    static boolean forgetsUsual(long stamp) {
        return (stamp & FORGET) != 0;
    }

    /**
     * Takes an event's stamp; {@link #count} must follow.
     *
     * @return the gap against the key's usual one, mapped to [-1, 1]: 0 is usual or not known, -1
     *     is no gap at all, as of a late event
     */
    static float elapse(long[] header, int o, long stamp) {
        long time = time(stamp);
        long last = header[o + LAST_TIME];
        double usual = Double.longBitsToDouble(header[o + USUAL_GAP]);
        if (isBack(stamp)) {
            header[o + LAST_TIME] = time;
            header[o + USUAL_GAP] = forgetsUsual(stamp) ? 0 : header[o + USUAL_GAP];
            return 0;
        }
        if (last == Long.MIN_VALUE) {
            header[o + LAST_TIME] = time;
            return 0;
        }
        if (time < last) {
            return -1;
        }
        double gap = time - last;
        header[o + LAST_TIME] = time;
        if (gap > 0 && (usual == 0 || (usual < 0 && !alike(gap, -usual)))) {
            header[o + USUAL_GAP] = Double.doubleToLongBits(-gap);
            return 0;
        }
        if (usual == 0) {
            return 0;
        }
        double known = Math.abs(usual);
        double counted = Math.min(gap, MOST * known);
        double rate = 1.0 / Math.min(header[o + EVENTS], MEMORY);
        if (gap > 0 || usual > 0) { // two events at one time do not say what is usual
            header[o + USUAL_GAP] = Double.doubleToLongBits(known + rate * (counted - known));
        }
        return (float) ((gap - known) / (gap + known));
    }

    /** Whether two gaps, both above 0, are of one kind. */
    private static boolean alike(double gap, double other) {
        return gap <= ALIKE * other && other <= ALIKE * gap;
    }

    /** The usual gap in microseconds, 0 before any. */
    static double usual(long[] header, int o) {
        return Math.abs(Double.longBitsToDouble(header[o + USUAL_GAP]));
    }

    /** Whether two gaps in a row were alike. */
    static boolean knowsUsual(long[] header, int o) {
        return Double.longBitsToDouble(header[o + USUAL_GAP]) > 0;
    }

    /** Counts an event. */
    static void count(long[] header, int o, boolean missing) {
        header[o + EVENTS]++;
        if (!missing) {
            header[o + VALUES]++;
        }
    }

    /** Whether none of an event's channels has a value. */
    static boolean isMissing(double[] values, int from, int channels) {
        for (int c = 0; c < channels; c++) {
            if (!Double.isNaN(values[from + c])) {
                return false;
            }
        }
        return true;
    }
}
