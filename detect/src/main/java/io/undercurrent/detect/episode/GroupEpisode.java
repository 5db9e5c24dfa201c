package io.undercurrent.detect.episode;

import java.util.List;

/**
 * Overlapping episodes of a group's keys, as far as they are known so far.
 *
 * @param id the id of the key's episode with which it started
 * @param startMicros the earliest surprising event's time, microseconds since 1970-01-01T00:00:00Z
 * @param lastMicros the latest reported surprising event's time; the end, once the episode is over
 * @param peak the event with the largest score; of equal ones the first that was reported
 * @param peakKey the key of that event
 * @param severity the highest severity of the keys that are in an episode now; at the end, the
 *     highest that occurred
 * @param alarms number of reported alarms; at the end, this is all of them
 * @param members number of different keys that have taken part
 * @param open number of keys that are in an episode now
 * @param firstKeys the keys that took part first
 */
public record GroupEpisode(
        String id,
        long startMicros,
        long lastMicros,
        Alarm peak,
        String peakKey,
        Severity severity,
        long alarms,
        int members,
        int open,
        List<String> firstKeys) {}
