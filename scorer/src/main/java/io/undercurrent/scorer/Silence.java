package io.undercurrent.scorer;

/**
 * A silence of a key that goes on.
 *
 * @param sinceMicros the time of the key's newest event, microseconds since the epoch
 * @param micros how long the key has been silent
 * @param usualGapMicros the usual time between two of its events
 * @param score how surprising that is, in [0.5, 1), as in the score of an event that came now
 * @param pValue the score as a probability: an event comes as late as that once in 1 / pValue
 */
public record Silence(
        long sinceMicros, long micros, long usualGapMicros, double score, double pValue) {
    /** No silence of the key would raise an alarm, as far as is known now. */
    public static final long NEVER = Long.MAX_VALUE;
}
