package io.undercurrent.detect.episode;

import java.util.TreeMap;

/**
 * What has to be remembered of one key between its events; {@link EpisodeTracker} changes it,
 * {@link EpisodeStateCodec} turns it into bytes.
 *
 * <p>A key that never alarmed needs none.
 */
public final class EpisodeState {
    /** The latest time among the alarms and the events that ended an episode. */
    long clockMicros = Long.MIN_VALUE;

    /** How many changes were told. */
    long revision;

    /** The open episode, or null. */
    Episode open;

    /** Whether an episode has ended, from {@link #endedStart} to {@link #endedLast}. */
    boolean hasEnded;

    long endedStart;
    long endedLast;

    /**
     * The highest offset of an alarm that was counted, by source partition. Mostly one entry: keys
     * that are fields may come from several partitions.
     */
    final TreeMap<Integer, Long> counted = new TreeMap<>();

    /**
     * The episode that the key is in.
     *
     * @return null where it is in none
     */
    public Episode open() {
        return open;
    }

    /** Whether an alarm of that source record was counted before. */
    boolean isRepeat(SourcePosition position) {
        Long highest = counted.get(position.partition());
        return highest != null && position.offset() <= highest;
    }
}
