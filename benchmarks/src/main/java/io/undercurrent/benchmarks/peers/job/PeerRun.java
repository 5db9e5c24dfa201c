package io.undercurrent.benchmarks.peers.job;

import io.undercurrent.benchmarks.local.Cpu;
import io.undercurrent.benchmarks.local.LocalJob;
import io.undercurrent.benchmarks.local.Offsets;
import io.undercurrent.benchmarks.peers.method.Contestant;
import io.undercurrent.benchmarks.peers.method.Prefill;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.record.Incoming;
import io.undercurrent.stream.record.Outgoing;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.checkpoint.AbstractCheckpointStats;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;

/**
 * One run of a job: a part to warm up, then a measured part with one checkpoint at its half, then a
 * checkpoint that commits the rest.
 *
 * @param events of the measured part
 * @param seconds of it
 * @param micros CPU of this whole process an event of it, garbage collection and checkpoint among
 *     them
 * @param quietMicros the same until the checkpoint
 * @param checkpointBytes of all state in that checkpoint
 * @param checkpointMillis from its trigger until it was complete
 * @param scored events at the end of the measured part
 */
public record PeerRun(
        long events,
        double seconds,
        double micros,
        double quietMicros,
        long checkpointBytes,
        long checkpointMillis,
        long scored) {
    private static final Duration ALIGNED = Duration.ofSeconds(1);
    private static final int POLL_MILLIS = 20;
    private static final int EVENTS_A_KEY = 4;
    private static final int LONGER = 4;
    private static final long COMMIT_NANOS = Duration.ofSeconds(30).toNanos();
    private static final long PATIENCE_NANOS = Duration.ofMinutes(10).toNanos();

    public static PeerRun of(
            PeersSetting setting, Load load, Contestant contestant, StreamSpec spec)
            throws Exception {
        Progress.begin();
        System.gc(); // what the run before left is not this one's
        long total = load.events().count();
        try (LocalJob job = start(contestant, spec, load.prefill(setting))) {
            await(job, 1);
            warmUp(job, setting.warm().toNanos(), (long) EVENTS_A_KEY * load.keys(), total);
            long from = Progress.scored();
            long cpu = Cpu.processNanos();
            long begin = System.nanoTime();
            long half = setting.measured().toNanos() / 2;
            measure(job, begin + half, from + (total - from) / 2);
            long quiet = Progress.scored() - from;
            double quietMicros = (Cpu.processNanos() - cpu) / 1e3 / quiet;
            checkpoint(job);
            measure(job, begin + 2 * half, total);
            long to = Progress.scored();
            double micros = (Cpu.processNanos() - cpu) / 1e3 / (to - from);
            double seconds = (System.nanoTime() - begin) / 1e9;
            AbstractCheckpointStats checkpoint =
                    job.checkpoints().getHistory().getLatestCompletedCheckpoint();
            checkpoint(job);
            commit(
                    job,
                    new Offsets(setting.admin(), spec.sink().scores(), setting.partitions()),
                    to);
            return new PeerRun(
                    to - from,
                    seconds,
                    micros,
                    quietMicros,
                    checkpoint.getStateSize(),
                    checkpoint.getEndToEndDuration(),
                    to);
        }
    }

    /**
     * Starts a contestant's job. Before a slow one, thousands of events wait in Flink's buffers: a
     * checkpoint that has waited behind them for a second overtakes them.
     */
    public static LocalJob start(Contestant contestant, StreamSpec spec, Prefill prefill)
            throws Exception {
        OneInputStreamOperator<Incoming, Outgoing> operator =
                contestant.isOurs()
                        ? new OursOperator(spec, prefill)
                        : new PeerOperator(spec, contestant, prefill);
        Configuration more = new Configuration();
        more.set(CheckpointingOptions.ENABLE_UNALIGNED, true);
        more.set(CheckpointingOptions.ALIGNED_CHECKPOINT_TIMEOUT, ALIGNED);
        return LocalJob.start(spec, operator, more);
    }

    /** Events a second. */
    public double rate() {
        return events / seconds;
    }

    private static void await(LocalJob job, long count) throws Exception {
        long begin = System.nanoTime();
        while (Progress.scored() < count) {
            pause(job);
            if (System.nanoTime() - begin > PATIENCE_NANOS) {
                throw new IllegalStateException(
                        String.format(
                                Locale.ROOT,
                                "%,d of %,d events after 10 minutes",
                                Progress.scored(),
                                count));
            }
        }
    }

    private static void warmUp(LocalJob job, long nanos, long events, long total) throws Exception {
        long begin = System.nanoTime();
        boolean warm = false;
        while (!warm) {
            pause(job);
            long passed = System.nanoTime() - begin;
            long scored = Progress.scored();
            // A fast one must not be through the topic before anything is measured.
            warm =
                    passed >= LONGER * nanos
                            || scored >= total / 3
                            || (passed >= nanos && scored >= events);
        }
    }

    private static void measure(LocalJob job, long until, long count) throws Exception {
        while (System.nanoTime() - until < 0 && Progress.scored() < count) {
            pause(job);
        }
    }

    /** A checkpoint is complete before its transaction is committed. */
    private static void commit(LocalJob job, Offsets offsets, long count) throws Exception {
        long begin = System.nanoTime();
        while (offsets.committed() < count && System.nanoTime() - begin < COMMIT_NANOS) {
            pause(job);
        }
    }

    /** Where the job has failed, that is why and not that there is no checkpoint. */
    private static void checkpoint(LocalJob job) throws Exception {
        try {
            job.checkpoint();
        } catch (ExecutionException e) {
            job.requireAlive();
            throw e;
        }
    }

    private static void pause(LocalJob job) throws Exception {
        Thread.sleep(POLL_MILLIS);
        job.requireAlive();
    }
}
