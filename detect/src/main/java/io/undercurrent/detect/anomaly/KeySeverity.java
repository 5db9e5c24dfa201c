package io.undercurrent.detect.anomaly;

/**
 * How abnormal a key is, from its channels: the most abnormal one counts. With several channels,
 * how far their levels have left what is usual counts too, all channels together. The distances are
 * signed means over the last values, in which noise cancels; so a small shift of several sensors
 * adds up, though no forecast of one of them finds it.
 *
 * <p>In a single channel a level far from the usual is mostly its season, which its forecasts judge
 * better.
 */
public final class KeySeverity {
    /** The abnormality at which the severity is one half. */
    private static final double HALF = 24;

    /** How much levels count that lie farther from the usual ones than {@link #USUAL_DISTANCE}. */
    private static final double LEVELS = 4;

    /** A distance, in units of a channel, that the levels have on ordinary data. */
    private static final double USUAL_DISTANCE = 2;

    private int channels;
    private double most;
    private double levels;

    /** Creates one; {@link #begin} starts each event. */
    public KeySeverity() {}

    /** Starts an event; {@link #channel} then adds each of its channels. */
    public void begin() {
        channels = 0;
        most = 0;
        levels = 0;
    }

    /**
     * Adds a channel.
     *
     * @param abnormality {@link AnomalyDetector#abnormality}
     * @param recent {@link AnomalyDetector#recent}
     */
    public void channel(double abnormality, double recent) {
        channels++;
        most = Math.max(most, abnormality);
        levels += recent * recent;
    }

    /** The severity of the channels that were added, in [0, 1). */
    public double severity() {
        double beyond = channels > 1 ? Math.max(0, Math.sqrt(levels) - USUAL_DISTANCE) : 0;
        double sum = most + LEVELS * beyond * beyond;
        return sum / (sum + HALF);
    }
}
