package io.undercurrent.detect.episode;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The state of one group of keys; {@link GroupTracker} changes it. Its size does not depend on the
 * number of keys in the group.
 */
public final class GroupState {
    /** Number of changes that were reported. */
    long revision;

    /** Counts the group's episodes from 1. */
    long number;

    /** The id of the episode, or of the last one. */
    String id = "";

    long startMicros;
    long lastMicros;

    /** The alarm with the largest score; null before the first episode. */
    Alarm peak;

    String peakKey = "";

    /** The highest severity that the episode has had. */
    Severity highest = Severity.MINOR;

    long alarms;
    int members;
    final List<String> firstKeys = new ArrayList<>();

    /** Number of keys that are in an episode, by the episode's severity. */
    final Map<Severity, Integer> open = new EnumMap<>(Severity.class);

    int openKeys() {
        return open.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** The highest severity of the keys that are in an episode; null if none is. */
    Severity severity() {
        Severity highestOpen = null;
        for (Severity severity : Severity.values()) {
            if (open.getOrDefault(severity, 0) > 0) {
                highestOpen = severity;
            }
        }
        return highestOpen;
    }

    GroupEpisode episode() {
        Severity now = severity();
        return new GroupEpisode(
                id,
                startMicros,
                lastMicros,
                peak,
                peakKey,
                now == null ? highest : now,
                alarms,
                members,
                openKeys(),
                List.copyOf(firstKeys));
    }
}
