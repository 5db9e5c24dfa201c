package io.undercurrent.detect.episode;

/**
 * Alarms of one key that belong together, as far as they are known so far.
 *
 * @param id the id of the alarm that arrived first
 * @param tag what the caller attached at the start, such as the key's group; null if nothing
 * @param startMicros the earliest alarm's time, microseconds since 1970-01-01T00:00:00Z
 * @param lastMicros the latest alarm's time; the end, once the episode is over
 * @param peak the alarm with the largest score; of equal ones the first that arrived
 * @param severity the severity of the peak's score
 * @param alarms number of alarms, at least 1
 */
public record Episode(
        String id,
        String tag,
        long startMicros,
        long lastMicros,
        Alarm peak,
        Severity severity,
        long alarms) {

    static Episode of(Alarm first, String tag, EpisodeRules rules) {
        return new Episode(
                first.id(),
                tag,
                first.timeMicros(),
                first.timeMicros(),
                first,
                rules.severity(first.score()),
                1);
    }

    /** This episode with one more alarm, which may lie before its start. */
    Episode with(Alarm alarm, EpisodeRules rules) {
        Alarm higher = alarm.score() > peak.score() ? alarm : peak;
        return new Episode(
                id,
                tag,
                Math.min(startMicros, alarm.timeMicros()),
                Math.max(lastMicros, alarm.timeMicros()),
                higher,
                rules.severity(higher.score()),
                alarms + 1);
    }
}
