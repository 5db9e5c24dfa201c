package io.undercurrent.detect;

/**
 * Keeps the long-run share of alarms at the declared rate, even if the modelled tails are wrong. It
 * corrects the surprise {@code -ln p} that an alarm needs.
 *
 * <p>The correction goes up by {@code gain (1 - rate)} at an alarm and down by {@code gain rate}
 * otherwise (adaptive conformal inference, Gibbs and Candes 2021, here on the scale of surprise).
 * It is bounded to [-4, 12], and of consecutive alarms each counts half as much as the one before.
 * So neither a quiet period nor an outage leaves it far off. The cost: if alarms come in clusters,
 * the observed rate is above the declared one, by a third for an autocorrelation of 0.9. It takes
 * two doubles of state.
 */
final class AlarmBudget {
    static final int SIZE = 2;

    private static final int CORRECTION = 0;
    private static final int RUN = 1;

    private static final double GAIN = 0.4;
    private static final double LEAST = -4;
    private static final double MOST = 12;
    static final double LONGEST_RUN = 30;

    private AlarmBudget() {}

    static void init(double[] s, int o) {
        s[o + CORRECTION] = 0;
        s[o + RUN] = 0;
    }

    static void check(double[] s, int o) {
        StateCheck.range("alarm budget's correction", s[o + CORRECTION], LEAST, MOST);
        StateCheck.range("alarm budget's run", s[o + RUN], 0, LONGEST_RUN);
    }

    /**
     * The surprise that an alarm needs.
     *
     * @param surprise what an alarm of a correct model would need, {@code -ln rate}; the result is
     *     at least a fifth of it
     */
    static double needed(double[] s, int o, double surprise) {
        return Math.max(0.2 * surprise, surprise + s[o + CORRECTION]);
    }

    static void update(double[] s, int o, boolean alarm, double rate) {
        double counted = alarm ? halved(s[o + RUN]) : 0;
        double moved = s[o + CORRECTION] + GAIN * (counted - rate);
        s[o + CORRECTION] = Math.max(LEAST, Math.min(MOST, moved));
        s[o + RUN] = run(s[o + RUN], alarm);
    }

    /** {@code 2^-times}; 1 if {@code times} is negative. */
    static double halved(double times) {
        return 1.0 / (1L << (int) Math.max(0, times));
    }

    /**
     * A run's new length, at most 30. An interruption shortens the run by one; it does not end it.
     */
    static double run(double length, boolean longer) {
        return longer ? Math.min(LONGEST_RUN, length + 1) : Math.max(0, length - 1);
    }
}
