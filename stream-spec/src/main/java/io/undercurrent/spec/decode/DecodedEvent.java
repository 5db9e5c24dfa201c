package io.undercurrent.spec.decode;

/**
 * One observation of one key as the job takes it, whatever format it came in.
 *
 * <p>The array is handed over, not copied: the receiver may keep it, and nobody else writes to it.
 * Two events are therefore equal only where they share it.
 *
 * @param key who is observed; never empty
 * @param timeMicros when, microseconds since 1970-01-01T00:00:00Z, within the years 1 to 9999;
 *     where it is a local time that occurs twice, because clocks were put back between, the first
 *     one
 * @param overlapMicros how much later the second one is; 0 where there is one alone
 * @param values one finite value or NaN (missing) for each declared value field, in that order
 * @param group the name of the group that the key belongs to; null where the event names none
 */
// An array on purpose: one event must cost one array, and nothing compares events.
@SuppressWarnings("ArrayRecordComponent")
public record DecodedEvent(
        String key, long timeMicros, long overlapMicros, double[] values, String group) {
    /**
     * An event that names no group and whose time occurs once.
     *
     * @param key who is observed
     * @param timeMicros when
     * @param values what was observed
     */
    public DecodedEvent(String key, long timeMicros, double[] values) {
        this(key, timeMicros, 0, values, null);
    }
}
