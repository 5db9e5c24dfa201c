package io.undercurrent.stream.trial;

import io.undercurrent.spec.StreamSpec;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** Counts the results committed so far: each event must yield one score or dead letter. */
public final class CommittedCount implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private int count;

    public CommittedCount(Stream stream, StreamSpec spec) {
        this(stream, spec, "read_committed");
    }

    /** Counts what readers with another isolation level see. */
    public CommittedCount(Stream stream, StreamSpec spec, String isolation) {
        consumer = stream.consumer(isolation, spec.sink().scores(), spec.sink().deadLetters());
    }

    /**
     * Waits until at least {@code atLeast} were committed; fails with the text of {@code story}.
     */
    public void await(int atLeast, Supplier<String> story) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (count < atLeast) {
            count += consumer.poll(Duration.ofMillis(50)).count();
            if (System.nanoTime() > deadline) {
                throw new AssertionError(
                        String.format(
                                Locale.ROOT,
                                "%d of %d events' results are committed after %s%n%s",
                                count,
                                atLeast,
                                PATIENCE,
                                story.get()));
            }
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
