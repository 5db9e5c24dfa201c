package io.undercurrent.detect.episode;

/** One event with the detector's judgement, for {@link KeyEpisode}; the object is reused. */
public final class EpisodeEvent {
    /** The source partition. */
    public int partition;

    /** The offset in it. */
    public long offset;

    /** The event's own time, microseconds since 1970-01-01T00:00:00Z. */
    public long timeMicros;

    /**
     * The key's newest time so far, this event's among them; earlier than before if it was wrong.
     */
    public long newestMicros;

    /** Whether it raises an alarm. */
    public boolean isAlarm;

    /** Whether it is as surprising as an alarm; true for each alarm. */
    public boolean isSurprising;

    /** Whether a surprising event that comes next would raise an alarm. */
    public boolean isSettled;

    /** How surprising it is by itself, in [0, 1); at least 0.5 for a surprising one. */
    public double score;

    /** Probability of an event at least as surprising, in (0, 1]. */
    public double pValue;

    /** The most surprising channel, or -1; of it are the numbers below, NaN where unknown. */
    public int channel;

    /** The observed value. */
    public double value;

    /** The median of the forecast made before it. */
    public double expected;

    /** The lower alarm bound. */
    public double lower;

    /** The upper alarm bound. */
    public double upper;
}
