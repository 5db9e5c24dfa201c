package io.undercurrent.stream.keystates;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How far event time has come in each source partition, for the question whether a key is silent
 * while others are not.
 *
 * <p>It is the time that several records of changing keys agree on, so no key moves it alone: a
 * device whose clock is ahead does not make all other keys silent. It needs at least two keys that
 * send, and lags by some records.
 *
 * <p>A clock that stops and goes on by a large step was not watching: all keys were silent, or
 * their way to the source was. A <i>stop</i> is a step more than twice as long as any of the last
 * some thousand. For each length of stops, by powers of two, the end of the last one is kept.
 */
final class SilenceClocks {
    private static final double FORGOTTEN = 1.0 / 4096;

    /** A single long step does not make such steps usual. */
    private static final double MOST = 4;

    private final PartitionClocks clocks = new PartitionClocks(0);
    private final List<Stops> partitions = new ArrayList<>();

    private static final class Stops {
        /** A clock's beginning is the end of a stop of any length. */
        private final long[] ends = new long[Long.SIZE];

        private double longest;

        Stops() {
            Arrays.fill(ends, PartitionClocks.NOT_BEGUN);
        }

        void step(long before, long now) {
            if (before == PartitionClocks.NOT_BEGUN) {
                Arrays.fill(ends, now);
                return;
            }
            long step = now - before;
            if (longest == 0) {
                longest = step;
                return;
            }
            if (step > 2 * longest) {
                ends[log2(step)] = now;
            }
            longest = Math.max(longest * (1 - FORGOTTEN), Math.min((double) step, MOST * longest));
        }

        long end(long least) {
            long latest = PartitionClocks.NOT_BEGUN;
            for (int i = log2(least); i < ends.length; i++) {
                latest = Math.max(latest, ends[i]);
            }
            return latest;
        }
    }

    private static int log2(long number) {
        return Long.SIZE - 1 - Long.numberOfLeadingZeros(Math.max(1, number));
    }

    /**
     * Takes an event of a partition; the timestamp in milliseconds is negative if there is none.
     */
    void observe(int partition, String key, long timeMicros, long timestampMillis) {
        while (partition >= partitions.size()) {
            partitions.add(new Stops());
        }
        long before = clocks.of(partition);
        clocks.observe(partition, key, timeMicros, timestampMillis);
        long now = clocks.of(partition);
        if (now > before) {
            partitions.get(partition).step(before, now);
        }
    }

    /** The furthest clock, microseconds since the epoch. */
    long newest() {
        return clocks.newest();
    }

    /** A partition's clock, as {@link PartitionClocks#of} gives it. */
    long of(int partition) {
        return clocks.of(partition);
    }

    /**
     * The time since which a partition's clock had no stop of a quarter of this length; a shorter
     * one may count, but none of less than an eighth.
     */
    long goesOnSince(int partition, long micros) {
        if (partition >= 0) {
            return partition < partitions.size()
                    ? partitions.get(partition).end(micros / 4)
                    : PartitionClocks.NOT_BEGUN;
        }
        long latest = PartitionClocks.NOT_BEGUN;
        for (Stops each : partitions) {
            latest = Math.max(latest, each.end(micros / 4));
        }
        return latest;
    }
}
