package io.undercurrent.detect;

/**
 * Turns p-values into the score in [0,1) that is written to the output, and combines the channels
 * of one event.
 *
 * <p>The score compares a p-value with the declared alarm rate on the scale of surprise, {@code -ln
 * p}. The alarm threshold is 0.5 for every rate, so that thresholds need no unit.
 */
public final class AlarmScore {
    /** Smallest p-value that is distinguished from zero. */
    static final double MIN_P = 1e-300;

    private static final double MAX_RATE = 0.999;

    private AlarmScore() {}

    /**
     * {@code a / (a + b)} with {@code a = -ln p} and {@code b = -ln alarmRate}: exactly 0.5 at
     * {@code p == alarmRate}, 0 at p = 1, and larger for smaller p.
     *
     * @param p p-value in [0, 1]
     * @param alarmRate declared share of alarms, above 0 and at most 0.999
     */
    public static double score(double p, double alarmRate) {
        double a = -StrictMath.log(Math.max(MIN_P, Check.range("p", p, 0, 1)));
        double b = -StrictMath.log(Check.range("alarmRate", alarmRate, MIN_P, MAX_RATE));
        return a <= 0 ? 0 : a / (a + b);
    }

    /**
     * The p-value of the smallest of {@code channels} independent p-values, {@code 1 - (1 -
     * minP)^n} (Sidak 1967). If channels depend on each other positively, it is larger than needed.
     * To decide on alarms, compare each channel's p-value with {@link #channelRate}, because that
     * comparison does not suffer from rounding.
     */
    public static double combine(double minP, int channels) {
        return channels == 1
                ? minP
                : -StrictMath.expm1(channels * StrictMath.log1p(-Math.min(minP, 1)));
    }

    /** The rate per channel at which {@link #combine} gives {@code alarmRate}. */
    public static double channelRate(double alarmRate, int channels) {
        Check.range("channels", channels, 1, 1 << 20);
        return channels == 1
                ? alarmRate
                : -StrictMath.expm1(StrictMath.log1p(-alarmRate) / channels);
    }
}
