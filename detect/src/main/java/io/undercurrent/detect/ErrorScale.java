package io.undercurrent.detect;

/**
 * Tracks how large errors usually are: an exponentially weighted mean of their magnitude. No single
 * error can move it much; a lasting change moves it within tens of errors.
 *
 * <p>It uses the mean magnitude and not the mean square, because heavy tails disturb it less. It is
 * kept in the value's own unit, so that it stays valid when the normaliser's scale changes; only
 * its floor is relative to that scale. It remembers about 100 errors; at first, weights increase
 * linearly with the error's number, because a model's first errors are its largest. An error counts
 * as at most 5 times the mean. If such errors outnumber the others by 8, they are not outliers but
 * new noise: then errors count in full and have the weight of the 8th error. Within the first 100
 * errors of the new noise, the same applies to errors below a fifth of the mean: then the noise was
 * a burst that is over.
 *
 * <p>If most errors are zero and a few are large, as for counts that are mostly 0, that mean would
 * forget the large ones in between. So the scale is at least an eighth of a slower mean over about
 * 1024 errors, in which no error is clipped. It takes four doubles of state.
 */
final class ErrorScale {
    static final int SIZE = 4;
    static final int FORMAT_2_SIZE = 3;

    private static final int COUNT = 0;
    private static final int MAGNITUDE = 1;
    private static final int RUN = 2;
    private static final int SLOW = 3;

    /** Factor from mean magnitude to standard deviation, for normal errors: sqrt(pi / 2). */
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

    static void check(double[] s, int o) {
        StateCheck.range("number of errors", s[o + COUNT], 0, StateCheck.MAX_COUNT);
        StateCheck.range("usual error", s[o + MAGNITUDE], 0, StateCheck.MAX_VALUE);
        StateCheck.whole("run of errors of new noise", s[o + RUN], -NEW_NOISE, NEW_NOISE);
        StateCheck.range("usual error over many events", s[o + SLOW], 0, StateCheck.MAX_VALUE);
    }

    /** Reads the state of slab formats 1 and 2, which is in units of the normaliser's scale. */
    static void readFormat2(double[] from, int at, double[] s, int o, double scale) {
        s[o + COUNT] = from[at];
        s[o + MAGNITUDE] = scale * from[at + 1];
        s[o + RUN] = 0;
        s[o + SLOW] = s[o + MAGNITUDE];
    }

    /** Number of errors learned; new noise resets it to 8. */
    static double count(double[] s, int o) {
        return s[o + COUNT];
    }

    /**
     * The error scale in the value's unit, comparable to a standard deviation; positive.
     *
     * @param scale the normaliser's scale, for the floor
     */
    static double of(double[] s, int o, double scale) {
        return FROM_MAGNITUDE * magnitude(s, o, scale);
    }

    /**
     * Learns one error in the value's unit.
     *
     * @return whether new noise begins with this error
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

    /** Large errors count the run up, small ones count it down, and others bring it closer to 0. */
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
