package io.undercurrent.benchmarks.runtimes;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.undercurrent.benchmarks.local.Events;
import io.undercurrent.schemas.Event;
import io.undercurrent.schemas.Wire;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A topic with one event of each of many keys, and later a few more of some of them. */
final class ManyKeys {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final String servers;
    private final String topic;
    private final int partitions;
    private final int keys;

    ManyKeys(String servers, String topic, int partitions, int keys) {
        this.servers = servers;
        this.topic = topic;
        this.partitions = partitions;
        this.keys = keys;
    }

    /** One event of each key. */
    void sendAll() {
        send(0, keys, 0);
    }

    /**
     * One event more for a key of each partition.
     *
     * @param batch from 1; each names other keys
     */
    void sendOneEach(int batch) {
        send(batch * partitions, (batch + 1) * partitions, batch);
    }

    private void send(int from, int to, int second) {
        Wire<Event> wire = new Wire<>(Event.getClassSchema());
        try (KafkaProducer<byte[], byte[]> producer = Events.producer(servers)) {
            for (int key = from; key < to; key++) {
                String name = "key-" + key;
                double value = 10 * Math.sin(key + second);
                Instant time = START.plusSeconds(second);
                byte[] bytes = wire.encode(new Event(name, time, Map.of(Events.FIELD, value)));
                // The outcome shows in the counts, which are checked.
                var unused =
                        producer.send(
                                new ProducerRecord<>(
                                        topic, key % partitions, name.getBytes(UTF_8), bytes));
            }
        }
    }
}
