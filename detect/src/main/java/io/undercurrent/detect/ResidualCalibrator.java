package io.undercurrent.detect;

/**
 * Turns a one-step error into a p-value and alarm bounds that keep a declared alarm rate for any
 * distribution of errors, and then learns from the error.
 *
 * <p>Errors are {@code observed - expected} in the value's own unit, so that what was learned stays
 * valid when the {@link Normaliser}'s scale changes; an error below 1e-5 of that scale counts as
 * none. It has three parts, the slower ones on top of the faster ones: the scale of errors ({@link
 * ErrorScale}), a tail on each side for errors divided by that scale ({@link TailModel}), and a
 * correction that keeps the rate ({@link AlarmBudget}). The influence of one error on each part is
 * bounded. Before about 100 errors the results are guesses, and before the first error the scale is
 * its floor, so callers should not raise alarms then. It costs two logarithms and an exponential to
 * judge an error, the same for bounds, and {@value #SIZE} doubles of state.
 */
public final class ResidualCalibrator {
    private static final int SCALE = 0;
    private static final int BUDGET = SCALE + ErrorScale.SIZE;
    private static final int OUTSIDE_RUN = BUDGET + AlarmBudget.SIZE;
    private static final int UPPER = OUTSIDE_RUN + 1;
    private static final int LOWER = UPPER + TailModel.SIZE;
    private static final int SIZE = LOWER + TailModel.SIZE;

    /** Doubles of state of slab formats 1 and 2. */
    public static final int FORMAT_2_SIZE =
            ErrorScale.FORMAT_2_SIZE + AlarmBudget.SIZE + 1 + 2 * TailModel.FORMAT_2_SIZE;

    private static final int BUDGET_AFTER = 32;
    private static final int TAILS_AFTER = 10;
    private static final double TAIL_STEP = 0.02;
    private static final double FIRST_TAIL_STEP = 0.2;
    private static final double MIN_GAP = 0.1;
    private static final double CENTRAL = 1 - 2 * TailModel.SHARE;
    private static final double CENTRAL_SURPRISE = -StrictMath.log(2 * TailModel.SHARE);

    /** Values are clipped to 1e150, so their errors stay far below this. */
    private static final double MAX_ERROR = 1e200;

    private final double rate;
    private final double surprise;

    /**
     * @param alarmRate share of errors that should alarm, in [1e-12, 0.2]; with several channels,
     *     pass {@link AlarmScore#channelRate}
     */
    public ResidualCalibrator(double alarmRate) {
        this.rate = Check.range("alarmRate", alarmRate, 1e-12, 0.2);
        this.surprise = -StrictMath.log(rate);
    }

    /** Doubles of state. */
    public int size() {
        return SIZE;
    }

    /** Starts without a scale, and with tails a little heavier than the normal distribution's. */
    public void init(double[] s, int o) {
        ErrorScale.init(s, o + SCALE);
        AlarmBudget.init(s, o + BUDGET);
        startTails(s, o);
    }

    /**
     * Checks the numbers of a state that was read: {@link StateCheck}.
     *
     * @throws IllegalArgumentException if one of them cannot be
     */
    public void check(double[] s, int o) {
        ErrorScale.check(s, o + SCALE);
        AlarmBudget.check(s, o + BUDGET);
        StateCheck.range("run of errors outside", s[o + OUTSIDE_RUN], 0, AlarmBudget.LONGEST_RUN);
        TailModel.check(s, o + UPPER);
        TailModel.check(s, o + LOWER);
    }

    /**
     * Reads the state of slab formats 1 and 2: {@value #FORMAT_2_SIZE} doubles, with errors in
     * units of the normaliser's scale.
     *
     * @param unit the normaliser's scale that was the unit of the newest error in that state
     */
    public void readFormat2(double[] from, int at, double[] s, int o, double unit) {
        ErrorScale.readFormat2(from, at, s, o + SCALE, unit);
        int budget = at + ErrorScale.FORMAT_2_SIZE;
        System.arraycopy(from, budget, s, o + BUDGET, AlarmBudget.SIZE + 1);
        int tails = budget + AlarmBudget.SIZE + 1;
        TailModel.readFormat2(from, tails, s, o + UPPER);
        TailModel.readFormat2(from, tails + TailModel.FORMAT_2_SIZE, s, o + LOWER);
    }

    private static void startTails(double[] s, int o) {
        s[o + OUTSIDE_RUN] = 0;
        TailModel.init(s, o + UPPER);
        TailModel.init(s, o + LOWER);
    }

    /**
     * Scale of recent errors, comparable to a standard deviation, in the value's unit.
     *
     * @param unit the normaliser's scale; the result is at least 1e-5 of it
     */
    public double scale(double[] s, int o, double unit) {
        return ErrorScale.of(s, o + SCALE, unit);
    }

    /**
     * Two-sided p-value of {@code error} under the errors learned so far, in (0, 1]; an alarm is
     * {@code p <= alarmRate}. It decreases with the distance from the centre on each side.
     *
     * @param unit the normaliser's scale
     */
    public double pValue(double[] s, int o, double error, double unit) {
        double corrected = surprise / AlarmBudget.needed(s, o + BUDGET, surprise);
        double p = StrictMath.exp(-corrected * surpriseOf(s, o, error / scale(s, o, unit)));
        return Math.max(AlarmScore.MIN_P, p);
    }

    /**
     * The error at or below which an alarm is raised; the same decision as by p-value, except for
     * rounding.
     */
    public double lowerBound(double[] s, int o, double unit) {
        return bound(s, o, unit, -1);
    }

    /**
     * The error at or above which an alarm is raised; the same decision as by p-value, except for
     * rounding.
     */
    public double upperBound(double[] s, int o, double unit) {
        return bound(s, o, unit, 1);
    }

    private double bound(double[] s, int o, double unit, int side) {
        double upper = TailModel.threshold(s, o + UPPER);
        double lower = -TailModel.threshold(s, o + LOWER);
        double needed = AlarmBudget.needed(s, o + BUDGET, surprise);
        double depth = needed - CENTRAL_SURPRISE;
        double half = (upper - lower) / 2;
        double reach =
                depth < 0
                        ? half * (1 - StrictMath.exp(-needed)) / CENTRAL
                        : half + TailModel.excess(s, o + (side > 0 ? UPPER : LOWER), depth);
        return scale(s, o, unit) * ((upper + lower) / 2 + side * reach);
    }

    /**
     * Surprise before correction: p decreases linearly between the thresholds and as a Pareto tail
     * beyond them.
     */
    private static double surpriseOf(double[] s, int o, double z) {
        double upper = TailModel.threshold(s, o + UPPER);
        double lower = -TailModel.threshold(s, o + LOWER);
        double half = (upper - lower) / 2;
        double distance = Math.abs(z - (upper + lower) / 2);
        if (distance <= half) {
            return -StrictMath.log(1 - CENTRAL * (distance / half));
        }
        return CENTRAL_SURPRISE
                + TailModel.depth(s, o + (z > upper ? UPPER : LOWER), distance - half);
    }

    /**
     * Updates the alarm budget with one error, after it was judged. Also call it for errors that
     * are not passed to {@link #update}, such as those of a new level.
     *
     * @param unit the normaliser's scale
     * @throws IllegalArgumentException for an error that is not finite or beyond 1e200; the state
     *     is then as before
     */
    public void updateBudget(double[] s, int o, double error, double unit) {
        double z = Check.bounded("error", error, MAX_ERROR) / scale(s, o, unit);
        if (ErrorScale.count(s, o + SCALE) >= BUDGET_AFTER) {
            boolean alarm = surpriseOf(s, o, z) >= AlarmBudget.needed(s, o + BUDGET, surprise);
            AlarmBudget.update(s, o + BUDGET, alarm, rate);
        }
    }

    /**
     * Learns one error, after {@link #updateBudget}; errors are clipped to 64 of the normaliser's
     * scales.
     *
     * @param unit the normaliser's scale
     * @throws IllegalArgumentException for an error that is not finite or beyond 1e200; the state
     *     is then as before
     */
    public void update(double[] s, int o, double error, double unit) {
        Check.bounded("error", error, MAX_ERROR);
        double count = ErrorScale.count(s, o + SCALE);
        double most = Normaliser.FAR * unit;
        double held = Math.max(-most, Math.min(most, error));
        if (count >= TAILS_AFTER) {
            double step = Math.max(TAIL_STEP, Math.min(FIRST_TAIL_STEP, 8 / count));
            learnTails(s, o, held / scale(s, o, unit), step);
        }
        if (ErrorScale.update(s, o + SCALE, held, unit)) {
            // Thresholds in units of the old noise do not apply to the new noise.
            startTails(s, o);
        }
    }

    /**
     * Of consecutive errors outside the thresholds, each from the second on has half the weight of
     * the one before.
     */
    private static void learnTails(double[] s, int o, double z, double step) {
        double run = s[o + OUTSIDE_RUN];
        double trust = AlarmBudget.halved(run - 1);
        double upper = TailModel.threshold(s, o + UPPER);
        double lower = -TailModel.threshold(s, o + LOWER);
        s[o + OUTSIDE_RUN] = AlarmBudget.run(run, z > upper || z < lower);
        TailModel.update(s, o + UPPER, z, step, trust);
        TailModel.update(s, o + LOWER, -z, step, trust);
        double gap = TailModel.threshold(s, o + UPPER) + TailModel.threshold(s, o + LOWER);
        if (gap < MIN_GAP) {
            TailModel.raise(s, o + UPPER, (MIN_GAP - gap) / 2);
            TailModel.raise(s, o + LOWER, (MIN_GAP - gap) / 2);
        }
    }
}
