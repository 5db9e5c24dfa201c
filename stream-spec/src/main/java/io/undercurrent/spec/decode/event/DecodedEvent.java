package io.undercurrent.spec.decode.event;

/**
 * One observation of one key, independent of the format that it came in.
 *
 * <p>The array is handed over and not copied: the receiver may keep it, and nobody else writes to
 * it. Two events are therefore equal only if they share it.
 *
 * @param key whose observation it is; never empty
 * @param timeMicros its time in microseconds since 1970-01-01T00:00:00Z, within the years 1 to
 *     9999; the first one if it is a local time that occurs twice, because clocks were set back
 * @param overlapMicros how many microseconds later the second one is; 0 if the time occurs once
 * @param values one finite value or NaN (missing) for each declared value field, in that order
 * @param group the name of the group that the key belongs to; null if the event names none
 */
// It is an array on purpose: one event must cost one array, and events are never compared.
@SuppressWarnings("ArrayRecordComponent")
public record DecodedEvent(
        String key, long timeMicros, long overlapMicros, double[] values, String group) {
    /**
     * An event that names no group and whose time occurs once.
     *
     * @param key whose observation it is
     * @param timeMicros its time in microseconds since 1970-01-01T00:00:00Z
     * @param values one finite value or NaN (missing) for each declared value field
     */
    public DecodedEvent(String key, long timeMicros, double[] values) {
        this(key, timeMicros, 0, values, null);
    }
}
