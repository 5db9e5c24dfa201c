package io.undercurrent.detect;

/**
 * Finds the value that a channel repeats most, bit for bit; typically the 0 of a channel of rare
 * counts. It also keeps that value's share of about the last 32 values and how far other recent
 * values were from it.
 *
 * <p>A forecast of rare counts moves a little above 0, and the errors of the zeros are so similar
 * that the usual error is soon a hundred times the smallest. Judged by its error alone, the most
 * common value would raise alarms. So a common value is no surprise if the forecast lies near it,
 * compared with the distance of other values. If it is far from the forecast, such as the 0 of a
 * machine that does not start in the morning, it is judged like any other value.
 *
 * <p>The candidate is found with Boyer and Moore's majority vote: each equal value adds a vote, up
 * to 16, and each other value removes one. If no vote is left, the next different value becomes the
 * candidate. It takes four doubles of state.
 */
public final class CommonValue {
    /** Doubles of state. */
    public static final int SIZE = 4;

    /** A value with at least this share is a common one. */
    private static final double COMMON = 0.25;

    private static final int VALUE = 0;
    private static final int SHARE = 1;
    private static final int FARTHEST = 2;
    private static final int VOTES = 3;
    private static final double MAX_VOTES = 16;
    private static final double STEP = 1.0 / 32;

    /** A forecast is near if its distance is at most this share of the farthest other value's. */
    private static final double NEAR = 0.5;

    /** The farthest distance fades over about 512 values. */
    private static final double FORGETTING = 1 - 1.0 / 512;

    private CommonValue() {}

    /** Starts without a value. */
    public static void init(double[] s, int o) {
        s[o + VALUE] = 0;
        s[o + SHARE] = 0;
        s[o + FARTHEST] = 0;
        s[o + VOTES] = 0;
    }

    /**
     * Checks the numbers of a state that was read: {@link StateCheck}.
     *
     * @throws IllegalArgumentException if one of them cannot be
     */
    public static void check(double[] s, int o) {
        StateCheck.range("common value's share", s[o + SHARE], 0, 1);
        StateCheck.whole("common value's votes", s[o + VOTES], 0, MAX_VOTES);
    }

    /** Learns one value. */
    public static void observe(double[] s, int o, double value) {
        double distance = Math.abs(value - s[o + VALUE]);
        s[o + FARTHEST] = Math.max(FORGETTING * s[o + FARTHEST], distance);
        if (value == s[o + VALUE]) {
            s[o + SHARE] += STEP * (1 - s[o + SHARE]);
            s[o + VOTES] = Math.min(MAX_VOTES, s[o + VOTES] + 1);
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

    /** The common value, if there is one and the forecast lies near it; otherwise NaN. */
    public static double near(double[] s, int o, double forecast) {
        boolean near = Math.abs(s[o + VALUE] - forecast) <= NEAR * s[o + FARTHEST];
        return near && s[o + SHARE] >= COMMON ? s[o + VALUE] : Double.NaN;
    }

    /** The share of the candidate, from 0 to 1. */
    public static double share(double[] s, int o) {
        return s[o + SHARE];
    }
}
