package io.undercurrent.benchmarks.runtimes;

import io.undercurrent.benchmarks.local.Offsets;
import io.undercurrent.benchmarks.runtimes.BenchmarkContext.Declared;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/** How far a run is, asked of the broker, so that the asking costs its process nothing. */
final class Progress {
    private final Admin admin;
    private final String group;
    private final Offsets scores;
    private final int partitions;

    Progress(BenchmarkContext work, Declared declared) {
        admin = work.admin();
        group = declared.group();
        partitions = work.setting().partitions();
        scores = new Offsets(admin, declared.spec().sink().scores(), work.setting().partitions());
    }

    /** Waits until so many scores are written, committed or not; how many then are. */
    long awaitWritten(Child child, long count) throws Exception {
        long begin = System.nanoTime();
        long written = scores.written();
        while (written < count) {
            child.pause(
                    begin,
                    String.format(
                            Locale.ROOT, "%,d of %,d scores to write", count - written, count));
            written = scores.written();
        }
        return written;
    }

    /**
     * Waits until the results of so many events are committed. Scores cannot be counted by offsets,
     * of which markers of transactions take some, but source records can; Flink commits the group's
     * offsets at the same moment as its results, Kafka Streams in the same transaction.
     */
    void awaitCommitted(Child child, long events) throws Exception {
        long begin = System.nanoTime();
        long read = read();
        while (read < events || scores.committed() < scores.written()) {
            child.pause(
                    begin,
                    String.format(
                            Locale.ROOT, "%,d of %,d events to commit", events - read, events));
            read = read();
        }
    }

    /**
     * Commits so far: each leaves a marker in every partition that it wrote to, where it takes an
     * offset, and with events at random that is all of them.
     *
     * @param records that are committed
     */
    double commits(long records) throws ExecutionException, InterruptedException {
        return (double) (scores.committed() - records) / partitions;
    }

    private long read() throws ExecutionException, InterruptedException {
        return admin
                .listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get()
                .values()
                .stream()
                .mapToLong(OffsetAndMetadata::offset)
                .sum();
    }
}
