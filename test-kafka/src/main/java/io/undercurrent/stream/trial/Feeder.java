package io.undercurrent.stream.trial;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Sends a stream's events at a steady pace while a test breaks everything else. The topic is the
 * recording that both runs read: an event that a killed broker did not store, or stored twice, is
 * missing or double in both.
 */
public final class Feeder implements AutoCloseable {
    /**
     * Short timeouts: a producer that failed is replaced, as not every one recovers from a broker's
     * death.
     */
    private static final Map<String, String> BRISK =
            Map.of(
                    "delivery.timeout.ms", "20000",
                    "request.timeout.ms", "10000",
                    "max.block.ms", "20000");

    private final Stream stream;
    private final String[] keys;
    private final Duration pace;
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final AtomicBoolean failed = new AtomicBoolean();
    private final AtomicBoolean enough = new AtomicBoolean();
    private final FutureTask<Void> running;

    /** Starts to send; {@code pace} is the time between two events of a key. */
    public Feeder(Stream stream, Duration pace, String... keys) {
        this.stream = stream;
        this.pace = pace;
        this.keys = keys;
        // It needs a separate thread, because it blocks for as long as the broker is away.
        running = new FutureTask<>(this::feed, null);
        new Thread(running, "feeder").start();
    }

    private void feed() {
        KafkaProducer<byte[], byte[]> producer = stream.producer(BRISK);
        try {
            for (int number = 0; !enough.get(); number++) {
                if (failed.getAndSet(false)) {
                    producer.close(Duration.ZERO);
                    producer = stream.producer(BRISK);
                }
                stream.send(producer, number, this::answered, keys);
                Thread.sleep(pace.toMillis());
            }
            producer.flush();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            producer.close(Duration.ZERO);
        }
    }

    private void answered(RecordMetadata metadata, Exception failure) {
        if (failure == null) {
            acknowledged.incrementAndGet();
        } else {
            failed.set(true);
        }
    }

    /** How many events the broker has acknowledged. */
    public int sent() {
        return acknowledged.get();
    }

    /** Stops sending and returns how many events the topic holds. */
    public int finish() throws ExecutionException, InterruptedException {
        enough.set(true);
        running.get();
        try (var consumer = stream.consumer("read_uncommitted", stream.topic())) {
            return (int)
                    consumer.endOffsets(consumer.assignment()).values().stream()
                            .mapToLong(Long::longValue)
                            .sum();
        }
    }

    @Override
    public void close() {
        enough.set(true);
    }
}
