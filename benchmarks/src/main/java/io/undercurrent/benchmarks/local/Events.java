package io.undercurrent.benchmarks.local;

import io.undercurrent.schemas.Event;
import io.undercurrent.schemas.Micros;
import io.undercurrent.schemas.Wire;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import java.util.SplittableRandom;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Made-up events of one value field, the same in every run: a key drawn at random, every key as
 * likely; a sine with noise for each. One second of event time lies between two events.
 */
public final class Events {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /** The value field's name. */
    public static final String FIELD = "value";

    private final int[] keys;
    private final double[] values;
    private final int[][] places;
    private final int partitions;

    /**
     * Draws the events.
     *
     * @param count how many
     * @param keyCount of how many keys
     * @param partitions a key's events go to partition key modulo this
     */
    public Events(int count, int keyCount, int partitions) {
        this.partitions = partitions;
        keys = new int[count];
        values = new double[count];
        places = new int[partitions][count];
        SplittableRandom random = new SplittableRandom(1);
        int[] seen = new int[keyCount];
        int[] sent = new int[partitions];
        for (int i = 0; i < count; i++) {
            keys[i] = random.nextInt(keyCount);
            double wave = 10 * Math.sin(keys[i] + seen[keys[i]]++ / 7.0);
            values[i] = wave + random.nextDouble();
            int partition = keys[i] % partitions;
            places[partition][sent[partition]++] = i;
        }
    }

    /** How many there are. */
    public int count() {
        return keys.length;
    }

    /** The key's number of one event. */
    public int key(int event) {
        return keys[event];
    }

    /** The value of one event. */
    public double value(int event) {
        return values[event];
    }

    /** The time of one event, microseconds since the epoch. */
    public long timeMicros(int event) {
        return Micros.of(time(event));
    }

    private static Instant time(int event) {
        return START.plusSeconds(event);
    }

    /** Which event stands at a place of the topic. */
    public int at(int partition, long offset) {
        return places[partition][(int) offset];
    }

    /** Which event a result is of, by its id: topic-partition-offset. */
    public int of(CharSequence id) {
        String text = id.toString();
        int offsetAt = text.lastIndexOf('-');
        int partitionAt = text.lastIndexOf('-', offsetAt - 1);
        return at(
                Integer.parseInt(text.substring(partitionAt + 1, offsetAt)),
                Long.parseLong(text.substring(offsetAt + 1)));
    }

    /**
     * Sends all of them in their order.
     *
     * @param servers the brokers
     * @param topic an empty topic with as many partitions as were named
     */
    public void send(String servers, String topic) {
        Wire<Event> wire = new Wire<>(Event.getClassSchema());
        try (KafkaProducer<byte[], byte[]> producer = producer(servers)) {
            for (int i = 0; i < keys.length; i++) {
                String key = "key-" + keys[i];
                byte[] value = wire.encode(new Event(key, time(i), Map.of(FIELD, values[i])));
                byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
                // The outcome shows in the counts, which are checked.
                var unused =
                        producer.send(
                                new ProducerRecord<>(topic, keys[i] % partitions, bytes, value));
            }
        }
    }

    /** A producer of bytes. */
    public static KafkaProducer<byte[], byte[]> producer(String servers) {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", servers);
        return new KafkaProducer<>(
                properties, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
