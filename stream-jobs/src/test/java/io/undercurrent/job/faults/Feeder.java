package io.undercurrent.job.faults;

import io.undercurrent.job.Stream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;

/**
 * Sends a stream's events at an even pace while a test does what it likes to everything else. The
 * topic is the recording: whatever a killed broker did to the producer, both runs read the same.
 */
final class Feeder implements AutoCloseable {
    private final Stream stream;
    private final String[] keys;
    private final Duration pace;
    private final AtomicInteger numbers = new AtomicInteger();
    private final AtomicBoolean enough = new AtomicBoolean();
    private final FutureTask<Void> running;

    /** Begins; {@code pace} is the time between two events of a key. */
    Feeder(Stream stream, Duration pace, String... keys) {
        this.stream = stream;
        this.pace = pace;
        this.keys = keys;
        // A thread of its own, since it blocks for as long as the broker is away.
        running = new FutureTask<>(this::feed, null);
        new Thread(running, "feeder").start();
    }

    private void feed() {
        // A broker may be away for long; the producer keeps order and sends nothing twice
        // meanwhile.
        Map<String, String> patient =
                Map.of("delivery.timeout.ms", "600000", "max.block.ms", "600000");
        try (KafkaProducer<byte[], byte[]> producer = stream.producer(patient)) {
            while (!enough.get()) {
                stream.send(producer, numbers.get(), keys);
                numbers.incrementAndGet();
                Thread.sleep(pace.toMillis());
            }
            producer.flush();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How many events were sent so far. */
    int sent() {
        return numbers.get() * keys.length;
    }

    /** Ends the stream and returns how many events it has; all are in the topic. */
    int finish() throws ExecutionException, InterruptedException {
        enough.set(true);
        running.get();
        return sent();
    }

    @Override
    public void close() {
        enough.set(true);
    }
}
