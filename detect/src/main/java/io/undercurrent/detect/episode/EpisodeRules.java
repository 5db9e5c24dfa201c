package io.undercurrent.detect.episode;

/**
 * The rules that a stream declares for its episodes.
 *
 * @param quietMicros the longest gap between surprising events of one episode, microseconds, at
 *     least 0
 * @param major the lowest score of a major episode, above 0.5 and below {@code critical}
 * @param critical the lowest score of a critical episode, below 1
 */
public record EpisodeRules(long quietMicros, double major, double critical) {
    /** A thousand years, so that sums with any event time stay far from overflow. */
    private static final long MAX_QUIET = 1_000L * 366 * 86_400 * 1_000_000;

    /**
     * Checks the rules.
     *
     * @throws IllegalArgumentException if a value is not allowed; the message says which value, and
     *     what is allowed
     */
    public EpisodeRules {
        if (quietMicros < 0 || quietMicros > MAX_QUIET) {
            throw new IllegalArgumentException(
                    "quietMicros = " + quietMicros + ": allowed are 0 to " + MAX_QUIET);
        }
        if (!(0.5 < major && major < critical && critical < 1)) {
            throw new IllegalArgumentException(
                    "major = "
                            + major
                            + ", critical = "
                            + critical
                            + ": allowed are 0.5 < major < critical < 1");
        }
    }

    /**
     * The severity of a score.
     *
     * @param score an alarm's score, from 0.5 to 1
     * @return never null
     */
    public Severity severity(double score) {
        return score >= critical
                ? Severity.CRITICAL
                : score >= major ? Severity.MAJOR : Severity.MINOR;
    }

    /** Whether an event at that time belongs to the episode from start to last. */
    boolean joins(long startMicros, long lastMicros, long timeMicros) {
        return timeMicros >= startMicros - quietMicros && timeMicros <= lastMicros + quietMicros;
    }

    /**
     * Whether an episode has ended.
     *
     * @param lastMicros its last surprising event's time
     * @param clockMicros the time that its key has reached
     * @return true if that is more than the quiet period later
     */
    public boolean isOver(long lastMicros, long clockMicros) {
        return clockMicros > lastMicros + quietMicros;
    }
}
