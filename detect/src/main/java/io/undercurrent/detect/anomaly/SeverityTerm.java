package io.undercurrent.detect.anomaly;

import io.undercurrent.detect.StateCheck;
import java.util.Arrays;

/**
 * One term of the severity: by how many doublings a statistic exceeds what is usual for it,
 * smoothed over the last events.
 *
 * <p>The unit is a slow mean from the first size above 0 on, in which a size counts as at most 1.7
 * units, so that an anomaly hardly moves it.
 */
final class SeverityTerm {
    private static final int COUNT = 0;
    private static final int UNIT = 1;
    private static final int SMOOTHED = 2;
    static final int SIZE = 3;

    private static final double CLIP = 1.7;
    private static final double MOST = 64;
    private static final double PER_LN = 1.4426950408889634;

    private SeverityTerm() {}

    static void init(double[] s, int o) {
        Arrays.fill(s, o, o + SIZE, 0);
    }

    static void check(double[] s, int o) {
        StateCheck.range("number of sizes", s[o + COUNT], 0, 1L << 53);
        StateCheck.range("usual size", s[o + UNIT], 0, 1e160);
        StateCheck.range("smoothed size", s[o + SMOOTHED], 0, MOST);
    }

    static double smoothed(double[] s, int o) {
        return s[o + SMOOTHED];
    }

    /**
     * Judges a size and learns it.
     *
     * @param size 0 or more
     * @param least smallest unit
     * @param span events over which the result is smoothed, 1 for none
     * @param trust share of the usual step, in (0, 1]
     */
    static void observe(double[] s, int o, double size, double least, double span, double trust) {
        double unit = Math.max(s[o + UNIT], least);
        double doublings = Math.min(MOST, PER_LN * StrictMath.log1p(size / unit));
        s[o + SMOOTHED] += (doublings - s[o + SMOOTHED]) / span;
        if (s[o + COUNT] > 0 || size > 0) {
            double count = s[o + COUNT]++;
            boolean first = count < Learning.UNCLIPPED;
            double clipped = first ? size : Math.min(size, CLIP * unit);
            s[o + UNIT] += trust * Learning.step(count) * (clipped - s[o + UNIT]);
        }
    }
}
