package io.undercurrent.detect;

/**
 * The value that a channel repeats most, to the bit, its share of some 32 values, and how far off
 * it others were lately: mostly the 0 of rare counts.
 *
 * <p>A forecast of rare counts moves a little above 0, and errors of the zeros are so equal among
 * themselves that the usual one is soon a hundred times the smallest: by their errors alone the
 * most common of all values would alarm. A common value is no surprise where the forecast lies near
 * it, seen against what others were off; far from the forecast, as of a machine that does not start
 * in the morning, it is judged as any other.
 *
 * <p>One candidate is followed by Boyer and Moore's majority vote: each value like it is a vote for
 * it, at most 16, each other one against it, and with none left the next value takes its place.
 * Four doubles of state.
 */
public final class CommonValue {
    /** Doubles of state. */
    public static final int SIZE = 4;

    /** A value of at least this share is a common one. */
    private static final double COMMON = 0.25;

    private static final int VALUE = 0;
    private static final int SHARE = 1;
    private static final int FARTHEST = 2;
    private static final int VOTES = 3;
    private static final double MOST_VOTES = 16;
    private static final double STEP = 1.0 / 32;

    /** Share of the farthest other value's distance within which a forecast is near. */
    private static final double NEAR = 0.5;

    /** The distance is remembered for some 512 values. */
    private static final double FORGETTING = 1 - 1.0 / 512;

    private CommonValue() {}

    /** Starts without a value. */
    public static void init(double[] s, int o) {
        s[o + VALUE] = 0;
        s[o + SHARE] = 0;
        s[o + FARTHEST] = 0;
        s[o + VOTES] = 0;
    }

    /** Learns one value. */
    public static void observe(double[] s, int o, double value) {
        double distance = Math.abs(value - s[o + VALUE]);
        s[o + FARTHEST] = Math.max(FORGETTING * s[o + FARTHEST], distance);
        if (value == s[o + VALUE]) {
            s[o + SHARE] += STEP * (1 - s[o + SHARE]);
            s[o + VOTES] = Math.min(MOST_VOTES, s[o + VOTES] + 1);
            return;
        }
        s[o + SHARE] -= STEP * s[o + SHARE];
        s[o + VOTES]--;
        if (s[o + VOTES] < 0) {
            s[o + VALUE] = value;
            s[o + SHARE] = STEP;
            s[o + VOTES] = 1;
            s[o + FARTHEST] = distance;
        }
    }

    /** The common value where there is one and the forecast lies near it; else NaN. */
    public static double near(double[] s, int o, double forecast) {
        boolean near = Math.abs(s[o + VALUE] - forecast) <= NEAR * s[o + FARTHEST];
        return near && s[o + SHARE] >= COMMON ? s[o + VALUE] : Double.NaN;
    }

    /** The share of the value that is followed. */
    public static double share(double[] s, int o) {
        return s[o + SHARE];
    }
}
