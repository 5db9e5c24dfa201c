package io.undercurrent.detect.episode;

/**
 * A stretch of a key's events that belong together because the key is abnormal, as far as it is
 * known so far.
 *
 * @param id the id of its first alarm
 * @param startMicros the earliest surprising event's time, microseconds since 1970-01-01T00:00:00Z
 * @param lastMicros the latest surprising event's time; the end, once the episode is over
 * @param peak its most surprising event; of equal ones the first
 * @param severity the severity of the peak's score
 * @param alarms number of alarms, at least 1
 */
public record Episode(
        String id, long startMicros, long lastMicros, Alarm peak, Severity severity, long alarms) {}
