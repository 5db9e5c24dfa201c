package io.undercurrent.benchmarks.pipeline;

import io.undercurrent.benchmarks.local.CountedRocksDb;
import io.undercurrent.benchmarks.local.Cpu;
import io.undercurrent.benchmarks.local.LocalJob;
import io.undercurrent.benchmarks.local.Offsets;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.record.Incoming;
import io.undercurrent.stream.record.Outgoing;
import java.util.Locale;
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
 * @param events of the whole run
 * @param stored what it wrote to keep its state
 */
record JobRun(
        double micros,
        Map<String, Long> roles,
        double seconds,
        long measured,
        int checkpoints,
        long events,
        Stored stored) {
    private static final int POLL_MILLIS = 50;
    private static final int QUIET_POLLS = 4;
    private static final int LAST_POLLS = 100;
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
            CountedRocksDb.Written writtenBefore = CountedRocksDb.written();
            Cpu before = Cpu.now();
            long begin = System.nanoTime();
            int taken = 0;
            while (taken < checkpoints - 1) {
                reached(job, offsets, events * (taken + 1) / checkpoints);
                job.checkpoint();
                taken++;
            }
            long written = reached(job, offsets, events);
            do {
                written = settled(job, offsets, written);
                job.checkpoint();
                taken++;
            } while (!committed(offsets));
            Cpu after = Cpu.now();
            long measured = events - from;
            return new JobRun(
                    after.since(before) / 1e3 / measured,
                    after.rolesSince(before),
                    (System.nanoTime() - begin) / 1e9,
                    measured,
                    taken,
                    events,
                    Stored.of(job, writtenBefore));
        }
    }

    /** Waits until nothing more is written: markers count too, so no count says what is missing. */
    private static long settled(LocalJob job, Offsets offsets, long written) throws Exception {
        long before = written;
        int quiet = 0;
        while (quiet < QUIET_POLLS) {
            Thread.sleep(POLL_MILLIS);
            job.requireAlive();
            long now = offsets.written();
            quiet = now == before ? quiet + 1 : 0;
            before = now;
        }
        return before;
    }

    /** Whether all that is written gets committed soon. */
    private static boolean committed(Offsets offsets) throws Exception {
        for (int poll = 0; poll < LAST_POLLS; poll++) {
            if (offsets.committed() == offsets.written()) {
                return true;
            }
            Thread.sleep(POLL_MILLIS);
        }
        return false;
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
                        String.format(
                                Locale.ROOT,
                                "%s: %,d of %,d results after 10 minutes",
                                offsets,
                                written,
                                count));
            }
        }
        return written;
    }
}
