package io.undercurrent.stream.metrics;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;

/**
 * Measures how long records waited until their results were committed. It keeps a random sample of
 * {@value #SAMPLE} records per commit, so that neither the memory nor the time of a commit grows
 * with the number of records. Not thread-safe.
 *
 * <p>If checkpoints are not confirmed, because they fail or are slow, the samples of the oldest
 * {@value #MAX_OPEN} are kept until a later checkpoint confirms them too; the samples of the
 * checkpoints in between are discarded.
 */
public final class CommitLatency {
    static final int SAMPLE = 512;
    static final int MAX_OPEN = 16;

    /** The sampled timestamps of one commit's records. */
    private static final class Sample {
        private final long[] timestamps = new long[SAMPLE];
        private long seen;
        private long checkpoint;
    }

    private final LatencyHistogram histogram;
    private final LongSupplier clockMillis;
    private final SplittableRandom random = new SplittableRandom();
    private final Deque<Sample> open = new ArrayDeque<>();
    private Sample now = new Sample();
    private Sample spare;

    /**
     * Creates the latencies of one instance.
     *
     * @param histogram receives the latencies
     * @param clockMillis the current time, milliseconds since the epoch
     */
    public CommitLatency(LatencyHistogram histogram, LongSupplier clockMillis) {
        this.histogram = histogram;
        this.clockMillis = clockMillis;
    }

    /**
     * Adds a record that was scored.
     *
     * @param timestampMillis its Kafka timestamp
     */
    public void scored(long timestampMillis) {
        long place = now.seen++;
        if (place >= SAMPLE) {
            place = random.nextLong(now.seen); // every record so far has the same chance to be kept
        }
        if (place < SAMPLE) {
            now.timestamps[(int) place] = timestampMillis;
        }
    }

    /**
     * All records scored so far belong to this checkpoint or an earlier one.
     *
     * @param checkpoint its id, higher than all earlier ones
     */
    public void snapshot(long checkpoint) {
        now.checkpoint = checkpoint;
        if (open.size() == MAX_OPEN) {
            now.seen = 0;
            return;
        }
        open.addLast(now);
        now = spare == null ? new Sample() : spare;
        spare = null;
    }

    /**
     * Adds the latencies of the records of this checkpoint and all earlier ones, which are
     * committed now.
     *
     * @param checkpoint its id
     */
    public void committed(long checkpoint) {
        long time = clockMillis.getAsLong();
        while (!open.isEmpty() && open.getFirst().checkpoint <= checkpoint) {
            Sample sample = open.removeFirst();
            int n = (int) Math.min(SAMPLE, sample.seen);
            for (int i = 0; i < n; i++) {
                histogram.add((time - sample.timestamps[i]) / 1e3);
            }
            sample.seen = 0;
            spare = sample;
        }
    }
}
