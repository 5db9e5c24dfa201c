package io.undercurrent.scorer;

import io.undercurrent.detect.anomaly.AnomalyKind;

/**
 * The result of one event; the object is reused, so copy what must outlive the next event.
 *
 * <p>Arrays hold one entry per channel; NaN stands for a missing value and, before the channel's
 * first value or where the forecast was not finite, for an unknown expectation.
 */
public final class ScoreOutput {
    /** How an event was treated. */
    public enum Status {
        /** One of the key's first events: no alarm is raised. */
        WARMUP,
        /** Scored against the forecast made before it. */
        SCORED,
        /** Every value was missing. */
        MISSING,
        /** Older than the key's newest event, scored with a time gap of 0. */
        LATE,
        /** The forecast made before it was not finite, so nothing says how probable it was. */
        UNPREDICTED
    }

    /** Observed values, [channels]. */
    public final double[] values;

    /** Median of the forecast made before the event, [channels]. */
    public final double[] expected;

    /** Lower alarm bounds, [channels]. */
    public final double[] lower;

    /** Upper alarm bounds, [channels]. */
    public final double[] upper;

    /**
     * The forecast probability of the discrete event that came, [channels]; NaN for numbers and
     * before the first event.
     */
    public final double[] probability;

    /**
     * How abnormal the key is, in [0, 1): it stays high while the key behaves unlike before, and is
     * comparable across keys. For discrete events it is the {@link #score}.
     */
    public double severity;

    /**
     * How surprising the event is for this key, in [0, 1): 0.5 and more is an alarm. Events of an
     * open episode surprise half as much.
     */
    public double score;

    /** Probability of an event at least as surprising, in (0, 1]. */
    public double pValue;

    /** The most surprising channel, or -1. */
    public int channel;

    /** How the event was treated. */
    public Status status;

    /**
     * Whether an episode starts with this event, which happens at the declared alarm rate. Of
     * discrete events, each that is less probable than the rate raises an alarm.
     */
    public boolean alarm;

    /** Whether the event is as surprising as an alarm; within an open episode it is none. */
    public boolean surprising;

    /** Whether a surprising event that comes next would raise an alarm. */
    public boolean settled;

    /** The {@link #score} that the event would have if it belonged to no open episode. */
    public double ownScore;

    /** The {@link #pValue} that the event would have if it belonged to no open episode. */
    public double ownPValue;

    /** What the anomaly looks like that starts with this event; null without an alarm. */
    public AnomalyKind kind;

    /** Time since the event before, in usual gaps of the key; NaN if it is late or not known. */
    public double gaps;

    /**
     * Time since which the anomaly is seen, microseconds since the epoch, if an alarm is raised:
     * that of the event or, as far as the key state keeps its events, an earlier one.
     */
    public long sinceMicros;

    /** 1 if the anomaly lies above what is usual, -1 below it, 0 if that means nothing. */
    public int direction;

    /** Each channel's share of the surprise, [channels]; all 0 if nothing surprises. */
    public final double[] shares;

    /** Whether a forecast is due after this event; {@link Scorer#forecast} makes it. */
    public boolean forecastDue;

    /**
     * Allocates room for one event's output.
     *
     * @param channels value fields of one event
     */
    public ScoreOutput(int channels) {
        values = new double[channels];
        expected = new double[channels];
        lower = new double[channels];
        upper = new double[channels];
        probability = new double[channels];
        shares = new double[channels];
    }
}
