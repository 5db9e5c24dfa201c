package io.undercurrent.stream.keystates;

import java.util.ArrayList;
import java.util.List;

/**
 * Tracks how far event time has advanced in each source partition, as far as one subtask has seen
 * it.
 *
 * <p>A clock advances to an event's time, but not beyond its record's Kafka timestamp: an event
 * that is dated into the future does not move the clock there. A device with a wrong clock may set
 * both times, so no step is longer than the time after which keys expire, unless {@value #AGREEING}
 * records of changing keys agree on it: consecutive records of one key count once, and a record
 * near the clock subtracts one. So one key with a wrong clock expires no other key, however many
 * events it sends: slabs are freed at twice that time, which a single step does not reach. If only
 * one key of a partition is left after a longer silence, the partition's clock stops and frees
 * nothing.
 *
 * <p>Each partition has its own clock, because a source that catches up reads one partition hours
 * ahead of another. Clocks are not part of a checkpoint: after a restore a partition counts as not
 * started until keys agree on its time.
 */
final class PartitionClocks {
    static final long NOT_BEGUN = Long.MIN_VALUE;

    /** Large enough that wrong clocks in one percent of the records never agree by chance. */
    static final int AGREEING = 8;

    private final long stepMicros;
    private final List<Clock> clocks = new ArrayList<>();
    private long newest = NOT_BEGUN;

    private static final class Clock {
        private long time = NOT_BEGUN;
        private int agreeing;

        /**
         * The last record beyond the clock: its key and its time; and the earliest time of those
         * before it.
         */
        private String key;

        private long newestBeyond;
        private long oldestBeyond;
    }

    /** Creates clocks that a single key can advance by at most this step. */
    PartitionClocks(long stepMicros) {
        this.stepMicros = stepMicros;
    }

    /**
     * Takes an event of a partition; the timestamp in milliseconds is negative if there is none.
     */
    void observe(int partition, String key, long timeMicros, long timestampMillis) {
        long time = timeMicros;
        if (timestampMillis >= 0 && timestampMillis < Long.MAX_VALUE / 1000) {
            time = Math.min(time, timestampMillis * 1000);
        }
        while (partition >= clocks.size()) {
            clocks.add(new Clock());
        }
        Clock clock = clocks.get(partition);
        if (clock.time != NOT_BEGUN && time - clock.time <= stepMicros) {
            clock.time = Math.max(clock.time, time);
            clock.agreeing = Math.max(0, clock.agreeing - 1);
        } else {
            beyond(clock, key, time);
        }
        newest = Math.max(newest, clock.time);
    }

    private static void beyond(Clock clock, String key, long time) {
        if (clock.agreeing == 0) {
            clock.oldestBeyond = Long.MAX_VALUE;
            clock.agreeing = 1;
        } else if (!key.equals(clock.key)) {
            clock.oldestBeyond = Math.min(clock.oldestBeyond, clock.newestBeyond);
            clock.agreeing++;
        }
        clock.key = key;
        clock.newestBeyond = time;
        if (clock.agreeing == AGREEING) {
            clock.time = Math.min(clock.oldestBeyond, time);
            clock.agreeing = 0;
        }
    }

    /** The furthest clock, microseconds since the epoch. */
    long newest() {
        return newest;
    }

    /**
     * A partition's clock; for a negative number, which stands for an unknown partition, the least
     * clock that has started.
     */
    long of(int partition) {
        if (partition >= 0) {
            return partition < clocks.size() ? clocks.get(partition).time : NOT_BEGUN;
        }
        long least = newest;
        for (Clock clock : clocks) {
            least = clock.time == NOT_BEGUN ? least : Math.min(least, clock.time);
        }
        return least;
    }
}
