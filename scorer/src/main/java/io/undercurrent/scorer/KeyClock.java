package io.undercurrent.scorer;

import io.undercurrent.detect.StateCheck;

/**
 * The part of a key's header that counts its events and follows their times: four 64-bit integers.
 * A header holds it twice: as of now and as of the ring's start.
 *
 * <p>An event comes as a <i>stamp</i>: its time times four, plus one if the clock goes back to it,
 * plus two if the usual gap is forgotten with that. {@link KeyJumps} decides both once, when the
 * event comes. A rebuild from the ring therefore gets the same clock, whatever came between the
 * events that the ring holds.
 *
 * <p>The usual gap is negative while it is only the newest gap, that is until two gaps in a row are
 * alike. One wrong time among a key's first events therefore does not set the usual gap.
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

    /**
     * A gap counts as at most this many usual ones: one long silence must not redefine the usual
     * gap.
     */
    static final int MOST = 4;

    /** Two gaps are alike if the longer one is at most this many times the shorter one. */
    private static final int ALIKE = 16;

    /** The time from the first to the last instant that there is. */
    private static final double MOST_MICROS = 2.0 * Long.MAX_VALUE;

    private KeyClock() {}

    /** Initialises a clock before the first event. */
    static void init(long[] header, int o) {
        header[o + EVENTS] = 0;
        header[o + VALUES] = 0;
        header[o + LAST_TIME] = Long.MIN_VALUE;
        header[o + USUAL_GAP] = 0;
    }

    /**
     * Checks a clock that was read.
     *
     * @throws IllegalArgumentException if one of its numbers cannot be
     */
    static void check(long[] header, int o) {
        double events = (double) header[o + EVENTS];
        StateCheck.whole("number of events", events, 0, (double) SlabRing.MOST_EVENTS);
        StateCheck.whole("number of events with a value", (double) header[o + VALUES], 0, events);
        StateCheck.range(
                "usual gap",
                Double.longBitsToDouble(header[o + USUAL_GAP]),
                -MOST_MICROS,
                MOST_MICROS);
    }

    /** The stamp of an event to which the clock does not go back. */
    static long stamp(long time) {
        return time << 2;
    }

    /** The stamp of an event to which the clock goes back, {@code gap} after the last witness. */
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

    /** Whether the usual gap was learned from the wrong times and has to be forgotten. */
    static boolean forgetsUsual(long stamp) {
        return (stamp & FORGET) != 0;
    }

    /**
     * Takes an event's stamp; {@link #count} must follow.
     *
     * @return the gap relative to the key's usual one, mapped to [-1, 1]: 0 is usual or unknown, -1
     *     is no gap at all, as for a late event
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
        if (gap > 0 || usual > 0) { // two events at one time do not tell the usual gap
            header[o + USUAL_GAP] = Double.doubleToLongBits(known + rate * (counted - known));
        }
        return (float) ((gap - known) / (gap + known));
    }

    /**
     * The time from the newest event to the next one, in usual gaps; called before {@link #elapse}.
     *
     * @return NaN if the next one is late or the usual gap is not known
     */
    static double gaps(long[] header, int o, long stamp) {
        long last = header[o + LAST_TIME];
        long time = time(stamp);
        boolean unknown = isBack(stamp) || last == Long.MIN_VALUE || time < last;
        return unknown || !knowsUsual(header, o)
                ? Double.NaN
                : ((double) time - last) / usual(header, o);
    }

    /** Whether two gaps, both above 0, are of similar length. */
    private static boolean alike(double gap, double other) {
        return gap <= ALIKE * other && other <= ALIKE * gap;
    }

    /** The usual gap in microseconds; 0 before the first gap. */
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
