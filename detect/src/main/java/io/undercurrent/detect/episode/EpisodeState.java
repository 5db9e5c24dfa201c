package io.undercurrent.detect.episode;

import java.util.TreeMap;

/**
 * The state of one key's episodes between its events. {@link EpisodeTracker} changes it, {@link
 * EpisodeStateCodec} turns it into bytes.
 *
 * <p>A key that never had an alarm needs none.
 */
public final class EpisodeState {
    /** The latest time among the alarms and the events that ended an episode. */
    long clockMicros = Long.MIN_VALUE;

    /** Number of changes that were reported. */
    long revision;

    /** The open episode, or null. */
    Episode open;

    /** Whether an episode has ended, from {@link #endedStart} to {@link #endedLast}. */
    boolean hasEnded;

    long endedStart;
    long endedLast;

    /**
     * The highest offset of a counted alarm, by source partition. Usually there is one entry; if a
     * field is the key, the key's events may come from several partitions.
     */
    final TreeMap<Integer, Long> counted = new TreeMap<>();

    /**
     * The episode that the key is in.
     *
     * @return null if it is in none
     */
    public Episode open() {
        return open;
    }

    /** Whether the alarm of that source record was already counted. */
    boolean isRepeat(SourcePosition position) {
        Long highest = counted.get(position.partition());
        return highest != null && position.offset() <= highest;
    }
}
