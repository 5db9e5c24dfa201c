package io.undercurrent.stream.trial;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.undercurrent.kafka.local.LocalKafka;
import io.undercurrent.schemas.Event;
import io.undercurrent.schemas.Wire;
import io.undercurrent.spec.StreamSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.SplittableRandom;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A source topic on a local broker, its declaration, and what tests do with both. */
public final class Stream {
    /** The time of event number 0, the same in every run, so that runs can be compared. */
    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final String topic;
    private final String servers;
    private final Path folder;
    private final Wire<Event> wire = new Wire<>(Event.getClassSchema());

    /** Creates the topic. */
    public Stream(LocalKafka kafka, String topic, int partitions, Path folder) {
        this(kafka.bootstrapServers(), topic, folder);
        kafka.createTopic(topic, partitions);
    }

    /** Uses a topic that exists or will exist, on any broker. */
    public Stream(String servers, String topic, Path folder) {
        this.servers = servers;
        this.topic = topic;
        this.folder = folder;
    }

    /** The source topic's name. */
    public String topic() {
        return topic;
    }

    /**
     * The stream's declaration, with more lines at its end. Silent keys are not reported unless a
     * line says so, because when they are depends on how the job reads its partitions, and tests
     * compare bytes.
     */
    public StreamSpec spec(String name, String... more) {
        return declared(folder.resolve(name).toString(), name, more);
    }

    /** The stream's declaration with its checkpoints elsewhere, and more lines at its end. */
    public StreamSpec specIn(String checkpoints, String name, String... more) {
        return declared(checkpoints, name, more);
    }

    /** The same declaration as the text of its file. */
    public String text(String name, String... more) {
        return written(folder.resolve(name).toString(), name, more);
    }

    private StreamSpec declared(String checkpoints, String name, String... more) {
        return StreamSpec.parse(written(checkpoints, name, more), name + ".yaml");
    }

    private String written(String checkpoints, String name, String... more) {
        String text =
                String.format(
                        Locale.ROOT,
                        """
                source.topic: %s
                source.format: avro
                source.values: [value]
                forecast.horizon: 4
                forecast.every: 5
                alarm.warmup: 40
                sink.scores: %s-scores
                sink.forecasts: %s-forecasts
                sink.anomalies: %s-anomalies
                sink.dead-letters: %s-dead
                sink.episodes: %s-episodes
                sink.transactional-id-prefix: %s
                checkpoint: {folder: "%s", interval: 100ms}
                kafka.bootstrap.servers: "%s"
                """,
                        topic,
                        name,
                        name,
                        name,
                        name,
                        name,
                        name,
                        checkpoints,
                        servers);
        String lines = String.join("\n", more);
        return lines.contains("alarm.silence:")
                ? text + lines
                : text + "alarm.silence: false\n" + lines;
    }

    /**
     * Sends the events {@code from} to {@code to} (exclusive) of all keys in turn; every 50th is
     * not decodable. A key's values and times depend only on its name and the number.
     */
    public void send(int from, int to, String... keys) {
        try (KafkaProducer<byte[], byte[]> producer = producer(Map.of())) {
            for (int i = from; i < to; i++) {
                send(producer, i, null, keys);
            }
        }
    }

    /** Sends event number {@code i} of each key; only one thread at a time may call it. */
    public void send(
            KafkaProducer<byte[], byte[]> producer, int i, Callback answer, String... keys) {
        for (String key : keys) {
            byte[] bytes = i % 50 == 49 ? new byte[] {1, 2, 3} : wire.encode(event(key, i));
            send(producer, key.getBytes(UTF_8), bytes, answer);
        }
    }

    public static Event event(String key, int number) {
        double noise = new SplittableRandom(31L * key.hashCode() + number).nextDouble();
        double value = 10 * Math.sin(number / 7.0) + noise;
        return new Event(key, START.plus(number, ChronoUnit.SECONDS), Map.of("value", value));
    }

    public void send(KafkaProducer<byte[], byte[]> producer, byte[] key, byte[] value) {
        send(producer, key, value, null);
    }

    private void send(
            KafkaProducer<byte[], byte[]> producer, byte[] key, byte[] value, Callback answer) {
        long timestamp = START.toEpochMilli();
        // The outcome shows in the counts that every test asserts.
        var unused =
                producer.send(new ProducerRecord<>(topic, null, timestamp, key, value), answer);
    }

    /** A producer for the broker, with additional settings. */
    public KafkaProducer<byte[], byte[]> producer(Map<String, String> more) {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", servers);
        properties.put("acks", "all");
        properties.put("linger.ms", "5");
        properties.putAll(more);
        return new KafkaProducer<>(
                properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Committed records of the topics, once there are {@code atLeast} or the time is up. */
    public List<ConsumerRecord<byte[], byte[]>> committed(int atLeast, String... outputs) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (var consumer = consumer("read_committed", outputs)) {
            long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (records.size() < atLeast && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            // Duplicates show up in a little more time.
            for (int i = 0; i < 5; i++) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }

    /**
     * All committed records of the topics, to the ends of their logs; no transaction may be open.
     */
    public List<ConsumerRecord<byte[], byte[]>> allCommitted(String... outputs) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (var consumer = consumer("read_committed", outputs);
                var every = consumer("read_uncommitted", outputs)) {
            Map<TopicPartition, Long> ends = every.endOffsets(every.assignment());
            long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            for (TopicPartition partition : ends.keySet()) {
                while (consumer.position(partition) < ends.get(partition)) {
                    if (System.nanoTime() > deadline) {
                        throw new IllegalStateException("a transaction is open in " + partition);
                    }
                    consumer.poll(Duration.ofMillis(100)).forEach(records::add);
                }
            }
        }
        return records;
    }

    /** A consumer of the topics from their beginnings; the topics must exist. */
    public KafkaConsumer<byte[], byte[]> consumer(String isolation, String... outputs) {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", servers);
        properties.put("isolation.level", isolation);
        var consumer =
                new KafkaConsumer<>(
                        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = new ArrayList<>();
        for (String output : outputs) {
            consumer.partitionsFor(output)
                    .forEach(info -> partitions.add(new TopicPartition(output, info.partition())));
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer;
    }
}
