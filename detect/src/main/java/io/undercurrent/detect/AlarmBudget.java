package io.undercurrent.detect;

/**
 * Drives the long-run share of alarms to the declared rate, however wrong the tails are: a
 * correction to the surprise {@code -ln p} that an alarm needs.
 *
 * <p>Up by {@code gain (1 - rate)} at an alarm, down by {@code gain rate} otherwise (adaptive
 * conformal inference, Gibbs and Candes 2021, here on the scale of surprise). Bounded to [-4, 12],
 * and of alarms in a row each counts half of the one before, so that neither quiet nor an outage
 * leaves it far off: with errors that alarm in clusters the observed rate ends above the declared
 * one, by a third for an autocorrelation of 0.9. Two doubles of state.
 */
final class AlarmBudget {
    static final int SIZE = 2;

    private static final int CORRECTION = 0;
    private static final int RUN = 1;

    private static final double GAIN = 0.4;
    private static final double LEAST = -4;
    private static final double MOST = 12;

    private AlarmBudget() {}

    static void init(double[] s, int o) {
        s[o + CORRECTION] = 0;
        s[o + RUN] = 0;
    }

    /**
     * Surprise needed for an alarm.
     *
     * @param surprise what a correct model would need, {@code -ln rate}; a fifth of it stays needed
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

    /** {@code 2^-times}, 1 for negative {@code times}. */
    static double halved(double times) {
        return 1.0 / (1L << (int) Math.max(0, times));
    }

    /** A run's new length: it shrinks one by one where it is interrupted, and ends at 30. */
    static double run(double length, boolean longer) {
        return longer ? Math.min(30, length + 1) : Math.max(0, length - 1);
    }
}
