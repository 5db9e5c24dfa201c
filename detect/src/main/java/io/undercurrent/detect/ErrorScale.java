package io.undercurrent.detect;

/**
 * How large errors usually are: an exponentially weighted mean of their magnitude, which no single
 * error can move much and which a lasting change moves within tens.
 *
 * <p>Mean magnitude rather than mean square, since heavy tails disturb it less. It is kept in the
 * value's own unit, so that a change of the normaliser's scale leaves it true; only its floor is
 * relative to that scale. Memory is about 100 errors; at first weights rise linearly with the
 * error's number, since a model's first errors are its largest. An error counts as at most 5 times
 * the mean. Where such errors outnumber the others by 8, that is no outlier but new noise: errors
 * count in full and weigh as the 8th of all did. Within the first 100 errors of it the same holds
 * for errors below a fifth of the mean: it was a burst, and is over.
 *
 * <p>Where errors are none but for rare large ones, as of counts that are mostly 0, that mean would
 * forget the large ones in between. So the scale is at least an eighth of a slower mean, of about
 * 1024 errors, in which no error is clipped. Four doubles of state.
 */
final class ErrorScale {
    static final int SIZE = 4;
    static final int FORMAT_2_SIZE = 3;

    private static final int COUNT = 0;
    private static final int MAGNITUDE = 1;
    private static final int RUN = 2;
    private static final int SLOW = 3;

    /** Mean magnitude to standard deviation, for normal errors: sqrt(pi / 2). */
    static final double FROM_MAGNITUDE = 1.2533141373155001;

    private static final double FLOOR = 1e-5;
    private static final double STEP = 0.01;
    private static final double CLIP = 5;
    private static final int UNCLIPPED = 8;
    private static final int NEW_NOISE = 8;
    private static final double SETTLED = 100;
    private static final double SLOW_MEMORY = 1024;
    private static final double SHARE_OF_SLOW = 0.125;

    private ErrorScale() {}

    static void init(double[] s, int o) {
        s[o + COUNT] = 0;
        s[o + MAGNITUDE] = 0;
        s[o + RUN] = 0;
        s[o + SLOW] = 0;
    }

    /** Takes over the state of slab formats 1 and 2, in scales of the normaliser. */
    static void readFormat2(double[] from, int at, double[] s, int o, double scale) {
        s[o + COUNT] = from[at];
        s[o + MAGNITUDE] = scale * from[at + 1];
        s[o + RUN] = 0;
        s[o + SLOW] = s[o + MAGNITUDE];
    }

    /** Errors learned since the start; after new noise it goes on from 8. */
    static double count(double[] s, int o) {
        return s[o + COUNT];
    }

    /**
     * Comparable to a standard deviation, in the value's unit; positive.
     *
     * @param scale the normaliser's, for the floor
     */
    static double of(double[] s, int o, double scale) {
        return FROM_MAGNITUDE * magnitude(s, o, scale);
    }

    /**
     * Learns one error in the value's unit.
     *
     * @return whether new noise begins with it
     */
    static boolean update(double[] s, int o, double error, double scale) {
        double magnitude = Math.abs(error);
        double limit = CLIP * magnitude(s, o, scale);
        s[o + COUNT]++;
        if (s[o + COUNT] <= UNCLIPPED) {
            limit = magnitude;
        }
        double before = s[o + RUN];
        s[o + RUN] = run(before, magnitude > limit, magnitude < s[o + MAGNITUDE] / CLIP);
        boolean newNoise = s[o + RUN] >= NEW_NOISE;
        boolean over = s[o + RUN] <= -NEW_NOISE && s[o + COUNT] < SETTLED;
        if (newNoise || over) {
            s[o + COUNT] = UNCLIPPED;
            limit = magnitude;
        }
        double step = Math.max(STEP, 2 / (s[o + COUNT] + 1));
        s[o + MAGNITUDE] += step * (Math.min(magnitude, limit) - s[o + MAGNITUDE]);
        double slowStep = Math.max(1 / SLOW_MEMORY, 1 / s[o + COUNT]);
        s[o + SLOW] += slowStep * (magnitude - s[o + SLOW]);
        return newNoise && before < NEW_NOISE;
    }

    /** Counts large errors upwards and small ones downwards; others bring it nearer to 0. */
    private static double run(double run, boolean large, boolean small) {
        if (large) {
            return Math.min(NEW_NOISE, Math.max(0, run) + 1);
        }
        if (small) {
            return Math.max(-NEW_NOISE, Math.min(0, run) - 1);
        }
        return run - Math.signum(run);
    }

    private static double magnitude(double[] s, int o, double scale) {
        return Math.max(FLOOR * scale, Math.max(s[o + MAGNITUDE], SHARE_OF_SLOW * s[o + SLOW]));
    }
}
