package io.undercurrent.detect;

/**
 * One tail of the distribution of errors, learned online. It says how improbable an unusually large
 * value is, even if no value that large was seen before.
 *
 * <p>The threshold u follows the 0.95 quantile by the pinball gradient (Koenker and Bassett 1978).
 * The excess over it has a generalised Pareto distribution, whose shape and scale come from
 * exponentially weighted first and second moments (Hosking and Wallis 1987): shape {@code (1 -
 * mean^2 / variance) / 2}, scale {@code mean (1 - shape)}. Moments are used because they need two
 * numbers of state and no iteration. The shape is bounded, because few excesses estimate it badly.
 * The prior is the normal distribution's threshold with slightly heavier excesses, so that early
 * alarms are few.
 */
final class TailModel {
    /** Share of values beyond the threshold. */
    static final double SHARE = 0.05;

    static final int SIZE = 5;
    static final int FORMAT_2_SIZE = 4;

    private static final int THRESHOLD = 0;
    private static final int MEAN = 1;
    private static final int SQUARE = 2;
    private static final int SEEN = 3;
    private static final int CLIPPED_RUN = 4;

    private static final double PRIOR_THRESHOLD = 1.6448536269514722;
    private static final double PRIOR_MEAN = 0.42;
    private static final double PRIOR_SQUARE = 0.44;

    /**
     * Number of excesses that the prior counts as; {@link #MEMORY} is the most that are remembered.
     */
    private static final double PRIOR_WEIGHT = 12;

    private static final double MEMORY = 100;

    private static final double MIN_SHAPE = -1.0;
    private static final double MAX_SHAPE = 0.4;

    /**
     * From this depth on, a bounded tail (negative shape) continues exponentially, so that scores
     * never tie.
     */
    private static final double BOUNDED_DEPTH = 12;

    private static final double MIN_MEAN = 0.02;
    private static final double CLIP = 6;

    /**
     * Of clipped excesses in a row, each may count up to this many times as much as the one before.
     */
    private static final double UNCLIPPING = 8;

    private static final int LONGEST_RUN = 100;

    private TailModel() {}

    static void init(double[] s, int o) {
        s[o + THRESHOLD] = PRIOR_THRESHOLD;
        s[o + MEAN] = PRIOR_MEAN;
        s[o + SQUARE] = PRIOR_SQUARE;
        s[o + SEEN] = 0;
        s[o + CLIPPED_RUN] = 0;
    }

    static void check(double[] s, int o) {
        double most = Check.MAX_MAGNITUDE;
        StateCheck.bounded("tail's threshold and moments", s, o, o + SEEN, most);
        StateCheck.range("tail's number of excesses", s[o + SEEN], 0, MEMORY);
        StateCheck.whole("tail's run of clipped excesses", s[o + CLIPPED_RUN], 0, LONGEST_RUN);
    }

    /** Reads the state of slab formats 1 and 2. */
    static void readFormat2(double[] from, int at, double[] s, int o) {
        System.arraycopy(from, at, s, o, FORMAT_2_SIZE);
        s[o + CLIPPED_RUN] = 0;
    }

    static double threshold(double[] s, int o) {
        return s[o + THRESHOLD];
    }

    static void raise(double[] s, int o, double by) {
        s[o + THRESHOLD] += by;
    }

    /** {@code -ln P(beyond u + excess | beyond u)}, 0 at excess 0, increasing. */
    static double depth(double[] s, int o, double excess) {
        double mean = mean(s, o);
        double shape = shape(s, o, mean);
        double scale = mean * (1 - shape);
        if (shape >= 0) {
            return shape < 1e-6 ? excess / scale : StrictMath.log1p(shape * excess / scale) / shape;
        }
        double end = scale / shape * StrictMath.expm1(shape * BOUNDED_DEPTH);
        return excess > end
                ? BOUNDED_DEPTH + (excess - end) / mean
                : StrictMath.log1p(shape * excess / scale) / shape;
    }

    /** The excess at which {@link #depth} is {@code depth}. */
    static double excess(double[] s, int o, double depth) {
        double mean = mean(s, o);
        double shape = shape(s, o, mean);
        double scale = mean * (1 - shape);
        if (shape >= 0 && shape < 1e-6) {
            return depth * scale;
        }
        double inside = shape < 0 ? Math.min(depth, BOUNDED_DEPTH) : depth;
        return scale / shape * StrictMath.expm1(shape * inside) + (depth - inside) * mean;
    }

    /**
     * Learns one value, in units of the error's scale; one value's influence is bounded.
     *
     * @param step step of the threshold, in units of the error's scale
     * @param trust factor of an excess's weight, in (0, 1]
     */
    static void update(double[] s, int o, double z, double step, double trust) {
        double excess = z - s[o + THRESHOLD];
        if (excess <= 0) {
            s[o + THRESHOLD] -= step * SHARE;
            return;
        }
        s[o + THRESHOLD] += step * (1 - SHARE);
        double seen = Math.min(MEMORY, s[o + SEEN] + 1);
        s[o + SEEN] = seen;
        double weight = trust / Math.min(MEMORY, PRIOR_WEIGHT + seen);
        double limit = CLIP * mean(s, o);
        double run = excess > limit ? Math.min(LONGEST_RUN, s[o + CLIPPED_RUN] + 1) : 0;
        s[o + CLIPPED_RUN] = run;
        double clipped = run < 2 ? Math.min(excess, limit) : unclipped(excess, limit, run);
        s[o + MEAN] += weight * (clipped - s[o + MEAN]);
        s[o + SQUARE] += weight * (clipped * clipped - s[o + SQUARE]);
    }

    /**
     * The clipped excess in a run of excesses far beyond the mean: in such a run the mean is wrong,
     * so the limit grows.
     */
    private static double unclipped(double excess, double limit, double run) {
        double most = limit;
        for (int i = 1; i < run && most < excess; i++) {
            most *= UNCLIPPING;
        }
        return Math.min(excess, most);
    }

    private static double mean(double[] s, int o) {
        return Math.max(MIN_MEAN, s[o + MEAN]);
    }

    private static double shape(double[] s, int o, double mean) {
        double variance = s[o + SQUARE] - s[o + MEAN] * s[o + MEAN];
        double shape = variance > 0 ? 0.5 * (1 - mean * mean / variance) : MIN_SHAPE;
        return Math.max(MIN_SHAPE, Math.min(MAX_SHAPE, shape));
    }
}
