package io.undercurrent.benchmarks.latency;

import io.undercurrent.benchmarks.local.LocalJob;
import io.undercurrent.benchmarks.local.Offsets;
import io.undercurrent.spec.StreamSpec;

/** The most that a job scores a second, with all its checkpoints, from a topic that is ahead. */
final class Maximum {
    private static final int POLL_MILLIS = 50;

    private Maximum() {}

    /**
     * Runs the job until a share of the topic is scored.
     *
     * @param offsets of the job's scores
     * @param events in the topic; the first third of them is not timed
     * @return events a second
     */
    static double rate(StreamSpec spec, Offsets offsets, int events) throws Exception {
        try (LocalJob job = LocalJob.start(spec, null)) {
            long from = reach(job, offsets, events / 3);
            long begin = System.nanoTime();
            long to = reach(job, offsets, events);
            return (to - from) / ((System.nanoTime() - begin) / 1e9);
        }
    }

    private static long reach(LocalJob job, Offsets offsets, long count) throws Exception {
        long written = offsets.written();
        while (written < count) {
            Thread.sleep(POLL_MILLIS);
            job.requireAlive();
            written = offsets.written();
        }
        return written;
    }
}
