package io.undercurrent.stream.metrics;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;

/**
 * How long records waited until their results were committed: a random sample of {@value #SAMPLE}
 * of each commit's records, so that neither memory nor the commit itself grows with their number.
 * One thread.
 *
 * <p>Where checkpoints are not confirmed, because they fail or are slow, the samples of the oldest
 * {@value #MOST_OPEN} wait for a later one to confirm them too; those between are not counted.
 */
public final class CommitLatency {
    static final int SAMPLE = 512;
    static final int MOST_OPEN = 16;

    /** Timestamps of one commit's records. */
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
     * Latencies of one instance.
     *
     * @param histogram takes them
     * @param clockMillis the time, milliseconds since the epoch
     */
    public CommitLatency(LatencyHistogram histogram, LongSupplier clockMillis) {
        this.histogram = histogram;
        this.clockMillis = clockMillis;
    }

    /**
     * A record was scored.
     *
     * @param timestampMillis its Kafka timestamp
     */
    public void scored(long timestampMillis) {
        long place = now.seen++;
        if (place >= SAMPLE) {
            place = random.nextLong(now.seen); // each of those seen is kept with the same chance
        }
        if (place < SAMPLE) {
            now.timestamps[(int) place] = timestampMillis;
        }
    }

    /**
     * All records scored so far belong to this checkpoint or an earlier one.
     *
     * @param checkpoint its id, higher than those before
     */
    public void snapshot(long checkpoint) {
        now.checkpoint = checkpoint;
        if (open.size() == MOST_OPEN) {
            now.seen = 0;
            return;
        }
        open.addLast(now);
        now = spare == null ? new Sample() : spare;
        spare = null;
    }

    /**
     * A checkpoint and all before it are committed.
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
