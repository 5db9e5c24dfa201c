package io.undercurrent.detect.episode;

import java.util.List;

/**
 * Episodes of a group's keys that overlap, as far as they are known.
 *
 * @param id the id of the key's episode that it started with
 * @param startMicros the earliest alarm's time, microseconds since 1970-01-01T00:00:00Z
 * @param lastMicros the latest alarm's time that was told; the end, once the episode is over
 * @param peak the alarm with the largest score; of equal ones the first that was told
 * @param peakKey whose it is
 * @param severity the highest of the keys that are in an episode now; at the end the highest of all
 * @param alarms how many alarms were told, which is all of them at the end
 * @param members how many different keys have taken part
 * @param open how many keys are in an episode now
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
