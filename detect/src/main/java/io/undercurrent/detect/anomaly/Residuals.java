package io.undercurrent.detect.anomaly;

import io.undercurrent.detect.StateCheck;
import java.util.Arrays;

/**
 * The usual size of a horizon's forecast errors: a mean of clipped errors, which one anomaly does
 * not raise, and half a plain mean, which keeps the unit away from 0 where most errors are 0.
 */
final class Residuals {
    private static final int COUNT = 0;
    private static final int CLIPPED = 1;
    private static final int PLAIN = 2;
    static final int SIZE = 3;

    private static final double CLIP = 3;
    private static final double SHARE_OF_PLAIN = 0.5;
    private static final double SPREAD_SHARE = 0.2;

    /** Before this many errors, they have no unit. */
    private static final int KNOWN_AFTER = 4;

    private Residuals() {}

    static void init(double[] s, int o) {
        Arrays.fill(s, o, o + SIZE, 0);
    }

    static void check(double[] s, int o) {
        StateCheck.range("number of errors", s[o + COUNT], 0, 1L << 53);
        StateCheck.range("usual error", s[o + CLIPPED], 0, 1e160);
        StateCheck.range("usual error with outliers", s[o + PLAIN], 0, 1e160);
    }

    static boolean isKnown(double[] s, int o) {
        return s[o + COUNT] >= KNOWN_AFTER;
    }

    /**
     * The usual error, comparable to a standard deviation; positive.
     *
     * @param least {@link Level#least}
     */
    static double unit(double[] s, int o, double least) {
        return Math.max(Math.max(s[o + CLIPPED], SHARE_OF_PLAIN * s[o + PLAIN]), least);
    }

    /** The forecast's own spread, but never far below the errors that it had. */
    static double spread(double[] s, int o, double forecast, double least) {
        return Math.max(Math.max(forecast, SPREAD_SHARE * s[o + PLAIN]), least);
    }

    /** Learns an error's magnitude. */
    static void learn(double[] s, int o, double magnitude, double least, double trust) {
        double x = Learning.FROM_MAGNITUDE * magnitude;
        double count = s[o + COUNT]++;
        double step = Learning.step(count);
        double clipped = count < Learning.UNCLIPPED ? x : Math.min(x, CLIP * unit(s, o, least));
        s[o + PLAIN] += step * (x - s[o + PLAIN]);
        s[o + CLIPPED] += trust * step * (clipped - s[o + CLIPPED]);
    }
}
