package io.undercurrent.benchmarks.runtimes;

import io.undercurrent.benchmarks.runtimes.BenchmarkContext.Declared;

/**
 * One run over a topic that is ahead of it. What starts up is not in it: CPU and bytes count from
 * when a part of the scores is written until all results are committed, the rate until all are
 * written, for the wait for the last commit is no work.
 *
 * @param rate events a second
 * @param micros CPU of the run's process an event
 * @param brokerMicros CPU of the broker's process an event meanwhile
 * @param kept bytes an event of checkpoints or changelogs
 * @param perCommit events between two commits, on average over the whole run
 */
record Reading(double rate, double micros, double brokerMicros, double kept, double perCommit) {
    /**
     * Runs.
     *
     * @param events in the topic
     * @param warm so many of them are not measured
     */
    static Reading of(BenchmarkContext work, Declared declared, long events, long warm)
            throws Exception {
        Progress progress = new Progress(work, declared);
        try (Child child = Child.start(work.setting(), declared);
                Kept kept = Kept.of(work, declared)) {
            long from = progress.awaitWritten(child, warm);
            long begin = System.nanoTime();
            long cpu = child.cpuNanos();
            long broker = work.broker().cpuNanos();
            long bytes = kept.bytes();
            long to = progress.awaitWritten(child, events);
            double seconds = (System.nanoTime() - begin) / 1e9;
            progress.awaitCommitted(child, events);
            double measured = events - from;
            Reading reading =
                    new Reading(
                            (to - from) / seconds,
                            (child.cpuNanos() - cpu) / 1e3 / measured,
                            (work.broker().cpuNanos() - broker) / 1e3 / measured,
                            (kept.bytes() - bytes) / measured,
                            events / progress.commits(events));
            child.stop();
            return reading;
        }
    }
}
