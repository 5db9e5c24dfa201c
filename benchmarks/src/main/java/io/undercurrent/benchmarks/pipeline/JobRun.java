package io.undercurrent.benchmarks.pipeline;

import io.undercurrent.benchmarks.local.Cpu;
import io.undercurrent.benchmarks.local.LocalJob;
import io.undercurrent.benchmarks.local.Offsets;
import io.undercurrent.job.Incoming;
import io.undercurrent.job.Outgoing;
import io.undercurrent.spec.StreamSpec;
import java.util.Map;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;

/**
 * One run of a job over a whole topic. CPU time counts from when some of the results are written,
 * which leaves the start out, until all are committed.
 *
 * @param micros CPU of the whole process an event
 * @param roles the same by the threads' roles
 * @param seconds of the measured part
 * @param measured events in it
 * @param checkpoints in it
 */
record JobRun(
        double micros, Map<String, Long> roles, double seconds, long measured, int checkpoints) {
    private static final int POLL_MILLIS = 20;
    private static final long PATIENCE_NANOS = 600_000_000_000L;

    /**
     * Runs a job until it has committed the results of all events.
     *
     * @param operator in the scorer's place; null for the job as it is
     * @param offsets of this job
     * @param events in the topic
     * @param checkpoints one each time so many of the events were scored: the same number on both
     *     sides, however fast they are
     */
    static JobRun of(
            StreamSpec spec,
            OneInputStreamOperator<Incoming, Outgoing> operator,
            Offsets offsets,
            long events,
            int checkpoints)
            throws Exception {
        try (LocalJob job = LocalJob.start(spec, operator)) {
            long from = reached(job, offsets, measuredFrom(events, checkpoints));
            Cpu before = Cpu.now();
            long begin = System.nanoTime();
            for (int taken = 0; taken < checkpoints; taken++) {
                long scored = events * (taken + 1) / checkpoints;
                reached(job, offsets, scored + offsets.markers(taken));
                job.checkpoint();
            }
            reached(job, offsets, events + offsets.markers(checkpoints));
            while (offsets.committed() < offsets.written()) {
                Thread.sleep(POLL_MILLIS);
            }
            Cpu after = Cpu.now();
            long measured = events - from;
            return new JobRun(
                    after.since(before) / 1e3 / measured,
                    after.rolesSince(before),
                    (System.nanoTime() - begin) / 1e9,
                    measured,
                    checkpoints);
        }
    }

    /** Half of the way to the first checkpoint. */
    static long measuredFrom(long events, int checkpoints) {
        return events / checkpoints / 2;
    }

    /** Waits until so many results are written; how many then are. */
    private static long reached(LocalJob job, Offsets offsets, long count) throws Exception {
        long begin = System.nanoTime();
        long written = offsets.written();
        while (written < count) {
            Thread.sleep(POLL_MILLIS);
            job.requireAlive();
            written = offsets.written();
            if (System.nanoTime() - begin > PATIENCE_NANOS) {
                throw new IllegalStateException(
                        "%s: %,d of %,d results after 10 minutes"
                                .formatted(offsets, written, count));
            }
        }
        return written;
    }
}
