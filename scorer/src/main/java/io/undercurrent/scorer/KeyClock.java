package io.undercurrent.scorer;

/**
 * What a key's header knows of its events' number and times: four 64-bit integers. They stand in a
 * header twice, as they are now and as they were at the ring's start.
 */
final class KeyClock {
    static final int EVENTS = 0;
    static final int VALUES = 1;
    static final int LAST_TIME = 2;
    static final int USUAL_GAP = 3;
    static final int SIZE = 4;

    private static final int MEMORY = 64;

    /** One long silence must not redefine what is usual. */
    private static final int MOST = 4;

    private KeyClock() {}

    /** Before the first event. */
    static void init(long[] header, int o) {
        header[o + EVENTS] = 0;
        header[o + VALUES] = 0;
        header[o + LAST_TIME] = Long.MIN_VALUE;
        header[o + USUAL_GAP] = 0;
    }

    /**
     * Takes an event's time; {@link #count} must follow.
     *
     * @return the gap against the key's usual one, mapped to [-1, 1]: 0 is usual or not known, -1
     *     is no gap at all, as of a late event
     */
    static float elapse(long[] header, int o, long time) {
        long last = header[o + LAST_TIME];
        if (last == Long.MIN_VALUE) {
            header[o + LAST_TIME] = time;
            return 0;
        }
        if (time < last) {
            return -1;
        }
        double gap = time - last;
        header[o + LAST_TIME] = time;
        double usual = Double.longBitsToDouble(header[o + USUAL_GAP]);
        if (usual == 0) {
            header[o + USUAL_GAP] = Double.doubleToLongBits(gap);
            return 0;
        }
        double counted = Math.min(gap, MOST * usual);
        double rate = 1.0 / Math.min(header[o + EVENTS], MEMORY);
        header[o + USUAL_GAP] = Double.doubleToLongBits(usual + rate * (counted - usual));
        return (float) ((gap - usual) / (gap + usual));
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
