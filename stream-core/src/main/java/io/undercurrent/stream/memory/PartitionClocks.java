package io.undercurrent.stream.memory;

import java.util.Arrays;

/**
 * How far event time has come in each source partition, as far as one subtask has seen it.
 *
 * <p>A clock moves to an event's time, but not beyond its record's Kafka timestamp: an event that
 * is dated into the future does not move it there. Partitions are kept apart because a source that
 * catches up reads one of them hours ahead of another. Clocks are not part of a checkpoint: after a
 * restore a partition counts as not begun until its next event.
 */
final class PartitionClocks {
    static final long NOT_BEGUN = Long.MIN_VALUE;

    private long[] clocks = new long[0];
    private long newest = NOT_BEGUN;

    /** An event of a partition; the timestamp in milliseconds is negative where there is none. */
    void observe(int partition, long timeMicros, long timestampMillis) {
        long time = timeMicros;
        if (timestampMillis >= 0 && timestampMillis < Long.MAX_VALUE / 1000) {
            time = Math.min(time, timestampMillis * 1000);
        }
        if (partition >= clocks.length) {
            int before = clocks.length;
            clocks = Arrays.copyOf(clocks, partition + 1);
            Arrays.fill(clocks, before, clocks.length, NOT_BEGUN);
        }
        clocks[partition] = Math.max(clocks[partition], time);
        newest = Math.max(newest, time);
    }

    /** The furthest clock, microseconds since the epoch. */
    long newest() {
        return newest;
    }

    /**
     * A partition's clock; for a negative partition, of a key whose own is not known, the least.
     */
    long of(int partition) {
        if (partition >= 0) {
            return partition < clocks.length ? clocks[partition] : NOT_BEGUN;
        }
        long least = newest;
        for (long clock : clocks) {
            least = clock == NOT_BEGUN ? least : Math.min(least, clock);
        }
        return least;
    }
}
