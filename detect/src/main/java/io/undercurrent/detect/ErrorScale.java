package io.undercurrent.detect;

/**
 * How large errors usually are: an exponentially weighted mean of their magnitude, which no single
 * error can move much and which a lasting change moves within a few hundred.
 *
 * <p>Mean magnitude rather than mean square, since heavy tails disturb it less. Memory is about 100
 * errors; at first weights rise linearly with the error's number, since a model's first errors are
 * its largest. An error counts as at most 5 times the mean; from the 32nd such in a row on, which
 * is no outlier but new noise, errors count in full and weigh as the 32nd of all did. Three doubles
 * of state.
 */
final class ErrorScale {
    static final int SIZE = 3;

    private static final int COUNT = 0;
    private static final int MAGNITUDE = 1;
    private static final int CLIPPED_RUN = 2;

    /** Mean magnitude to standard deviation, for normal errors: sqrt(pi / 2). */
    static final double FROM_MAGNITUDE = 1.2533141373155001;

    private static final double FLOOR = 1e-5;
    private static final double STEP = 0.01;
    private static final double CLIP = 5;
    private static final int UNCLIPPED = 8;
    private static final int LONG_RUN = 32;

    private ErrorScale() {}

    static void init(double[] s, int o) {
        s[o + COUNT] = 0;
        s[o + MAGNITUDE] = 0;
        s[o + CLIPPED_RUN] = 0;
    }

    /** Errors learned since the start; after new noise it goes on from 32. */
    static double count(double[] s, int o) {
        return s[o + COUNT];
    }

    /** Comparable to a standard deviation; positive. */
    static double of(double[] s, int o) {
        return FROM_MAGNITUDE * magnitude(s, o);
    }

    static void update(double[] s, int o, double error) {
        double magnitude = Math.abs(error);
        double limit = CLIP * magnitude(s, o);
        s[o + COUNT]++;
        if (s[o + COUNT] <= UNCLIPPED) {
            limit = magnitude;
        }
        s[o + CLIPPED_RUN] = magnitude > limit ? s[o + CLIPPED_RUN] + 1 : 0;
        if (s[o + CLIPPED_RUN] >= LONG_RUN) {
            s[o + COUNT] = LONG_RUN;
            limit = magnitude;
        }
        double step = Math.max(STEP, 2 / (s[o + COUNT] + 1));
        s[o + MAGNITUDE] += step * (Math.min(magnitude, limit) - s[o + MAGNITUDE]);
    }

    private static double magnitude(double[] s, int o) {
        return Math.max(FLOOR, s[o + MAGNITUDE]);
    }
}
