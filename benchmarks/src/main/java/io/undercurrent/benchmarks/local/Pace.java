package io.undercurrent.benchmarks.local;

import io.undercurrent.schemas.Event;
import io.undercurrent.schemas.Wire;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends events at a steady rate, or as fast as it goes, each dated by the moment it is sent. */
public final class Pace {
    private static final long NAP_NANOS = 500_000;

    private final String servers;
    private final String topic;
    private final int partitions;
    private final int keys;

    /**
     * Nothing is sent yet.
     *
     * @param servers the brokers
     * @param topic an empty topic
     * @param partitions event i goes to partition i modulo this
     * @param keys a multiple of the partitions, so that a key stays in one
     */
    public Pace(String servers, String topic, int partitions, int keys) {
        this.servers = servers;
        this.topic = topic;
        this.partitions = partitions;
        this.keys = keys;
    }

    /**
     * Sends the events.
     *
     * @param events how many
     * @param rate of them a second; 0 for as fast as it goes
     * @return how long the latest was behind its moment, milliseconds
     */
    public double send(int events, double rate) {
        Wire<Event> wire = new Wire<>(Event.getClassSchema());
        SplittableRandom random = new SplittableRandom(1);
        long begin = System.nanoTime();
        long latest = 0;
        try (KafkaProducer<byte[], byte[]> producer = Events.producer(servers)) {
            for (int i = 0; i < events; i++) {
                long due = rate == 0 ? 0 : begin + (long) (i / rate * 1e9);
                while (rate > 0 && System.nanoTime() < due) {
                    LockSupport.parkNanos(NAP_NANOS);
                }
                latest = rate == 0 ? 0 : Math.max(latest, System.nanoTime() - due);
                int partition = i % partitions;
                int key = partition + partitions * random.nextInt(keys / partitions);
                String name = "key-" + key;
                double value = 10 * Math.sin(key + i / 7e4) + random.nextDouble();
                Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
                byte[] bytes = wire.encode(new Event(name, now, Map.of(Events.FIELD, value)));
                byte[] keyBytes = name.getBytes(StandardCharsets.UTF_8);
                // The outcome shows in the counts, which are checked.
                var unused = producer.send(new ProducerRecord<>(topic, partition, keyBytes, bytes));
            }
        }
        return latest / 1e6;
    }
}
