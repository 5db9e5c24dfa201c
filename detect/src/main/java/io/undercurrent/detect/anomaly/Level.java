package io.undercurrent.detect.anomaly;

import io.undercurrent.detect.StateCheck;
import java.util.Arrays;

/**
 * The usual value of a channel and its usual distance from it, learned over thousands of events.
 * Far values are clipped, and while the channel is abnormal little is learned, so that an anomaly
 * does not become the norm before it has lasted.
 */
final class Level {
    private static final int COUNT = 0;
    private static final int LOCATION = 1;
    private static final int CLIPPED = 2;
    private static final int PLAIN = 3;
    private static final int RECENT = 4;
    static final int SIZE = 5;

    private static final double CLIP = 3;
    private static final double SHARE_OF_PLAIN = 0.5;

    /** The unit is at least this share of the location, which is near a double's resolution. */
    private static final double LEAST_RELATIVE = 1e-13;

    private static final double LEAST = 1e-110;
    private static final double RECENT_SPAN = 16;
    private static final double MOST_RECENT = 8;

    private Level() {}

    static void init(double[] s, int o) {
        Arrays.fill(s, o, o + SIZE, 0);
    }

    static void check(double[] s, int o) {
        StateCheck.range("number of values", s[o + COUNT], 0, 1L << 53);
        StateCheck.range("level", s[o + LOCATION], -1e160, 1e160);
        StateCheck.range("distance from the level", s[o + CLIPPED], 0, 1e160);
        StateCheck.range("plain distance from the level", s[o + PLAIN], 0, 1e160);
        StateCheck.range("recent distance", s[o + RECENT], -MOST_RECENT, MOST_RECENT);
    }

    static double count(double[] s, int o) {
        return s[o + COUNT];
    }

    static double location(double[] s, int o) {
        return s[o + LOCATION];
    }

    /** The smallest unit in which errors of this channel are measured. */
    static double least(double[] s, int o) {
        double relative = LEAST_RELATIVE * Math.abs(s[o + LOCATION]);
        return Math.max(LEAST, Math.max(1e-3 * s[o + CLIPPED], relative));
    }

    /** The usual distance from the level, comparable to a standard deviation; positive. */
    static double unit(double[] s, int o) {
        return Math.max(Math.max(s[o + CLIPPED], SHARE_OF_PLAIN * s[o + PLAIN]), least(s, o));
    }

    /** The value's signed distance from the level, in units; 0 for the first value. */
    static double distance(double[] s, int o, double value) {
        return s[o + COUNT] == 0 ? 0 : (value - s[o + LOCATION]) / unit(s, o);
    }

    /** The mean signed distance of the last {@code 16} or so values, in units. */
    static double recent(double[] s, int o) {
        return s[o + RECENT];
    }

    /**
     * Learns a value.
     *
     * @param value at most {@link Outliers} away from the values before
     * @param trust share of the usual step, in (0, 1]
     */
    static void learn(double[] s, int o, double value, double trust) {
        double count = s[o + COUNT]++;
        if (count == 0) {
            s[o + LOCATION] = value;
            return;
        }
        double unit = unit(s, o);
        double distance = value - s[o + LOCATION];
        double recent = Learning.clip(distance / unit, MOST_RECENT);
        s[o + RECENT] += (recent - s[o + RECENT]) / RECENT_SPAN;
        double step = Learning.step(count);
        double clipped =
                count < Learning.UNCLIPPED ? distance : Learning.clip(distance, CLIP * unit);
        double size = Learning.FROM_MAGNITUDE;
        s[o + PLAIN] += step * (size * Math.abs(distance) - s[o + PLAIN]);
        s[o + LOCATION] += trust * step * clipped;
        s[o + CLIPPED] += trust * step * (size * Math.abs(clipped) - s[o + CLIPPED]);
    }
}
