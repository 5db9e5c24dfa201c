package io.undercurrent.benchmarks.runtimes;

import io.undercurrent.benchmarks.runtimes.BenchmarkContext.Declared;

/** What a run has written so far so that its key states outlive it. */
interface Kept extends AutoCloseable {
    /** Bytes since the run began; what was deleted since counts too. */
    long bytes() throws Exception;

    @Override
    void close() throws InterruptedException;

    /** Flink writes checkpoints, Kafka Streams changelogs. */
    static Kept of(BenchmarkContext work, Declared declared) {
        return declared.side() == Side.FLINK
                ? new CheckpointFiles(declared.state())
                : new Changelogs(work.admin(), declared.group());
    }
}
