package io.undercurrent.detect;

/**
 * Turns a forecast's own probability of an event at most as likely into a p-value that keeps a
 * declared alarm rate even if the forecast is too confident or not confident enough. It scales the
 * surprise {@code -ln p} so that alarms are as rare as declared ({@link AlarmBudget}).
 */
public final class SurpriseCalibrator {
    private static final int SEEN = AlarmBudget.SIZE;
    private static final int SIZE = SEEN + 1;

    /**
     * Number of events before the rate is corrected, because the first events follow no pattern
     * yet.
     */
    private static final int AFTER = 32;

    private final double rate;
    private final double surprise;

    /**
     * @param alarmRate share of events that should alarm, in [1e-12, 0.2]
     */
    public SurpriseCalibrator(double alarmRate) {
        rate = Check.range("alarmRate", alarmRate, 1e-12, 0.2);
        surprise = -StrictMath.log(rate);
    }

    /** Doubles of state. */
    public int size() {
        return SIZE;
    }

    /** Starts without a correction. */
    public void init(double[] s, int o) {
        AlarmBudget.init(s, o);
        s[o + SEEN] = 0;
    }

    /**
     * Checks the numbers of a state that was read: {@link StateCheck}.
     *
     * @throws IllegalArgumentException if one of them cannot be
     */
    public void check(double[] s, int o) {
        AlarmBudget.check(s, o);
        StateCheck.range("number of judged events", s[o + SEEN], 0, StateCheck.MAX_COUNT);
    }

    /**
     * The corrected p-value in (0, 1]; an alarm is {@code p <= alarmRate}.
     *
     * @param tail the forecast's total probability of all events that are at most as likely, in [0,
     *     1]
     */
    public double pValue(double[] s, int o, double tail) {
        double stretch = surprise / AlarmBudget.needed(s, o, surprise);
        return Math.max(AlarmScore.MIN_P, StrictMath.exp(stretch * StrictMath.log(floor(tail))));
    }

    /** Learns one event, after it was judged. */
    public void update(double[] s, int o, double tail) {
        s[o + SEEN]++;
        if (s[o + SEEN] > AFTER) {
            boolean alarm = -StrictMath.log(floor(tail)) >= AlarmBudget.needed(s, o, surprise);
            AlarmBudget.update(s, o, alarm, rate);
        }
    }

    private static double floor(double tail) {
        return Math.max(AlarmScore.MIN_P, Check.range("tail", tail, 0, 1));
    }
}
