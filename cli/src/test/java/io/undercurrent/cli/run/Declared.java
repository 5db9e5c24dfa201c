package io.undercurrent.cli.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.undercurrent.schemas.Event;
import io.undercurrent.schemas.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.SplittableRandom;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A source topic, the stream.yaml files that tests declare on it, and its events. */
final class Declared {
    static final List<String> KEYS = List.of("a", "b", "c", "d");

    /** Event times begin here; the same in every run, so that runs can be compared. */
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final String servers;
    private final String topic;
    private final Path folder;

    Declared(String servers, String topic, Path folder) {
        this.servers = servers;
        this.topic = topic;
        this.folder = folder;
    }

    /**
     * Writes a file with outputs, checkpoint folder and transactional ids called by a name.
     *
     * @param more further lines; a line whose key is there already replaces that line
     */
    Path yaml(String name, String... more) throws IOException {
        String text =
                String.format(
                        Locale.ROOT,
                        """
                source.topic: %s
                source.values: [value]
                forecast.horizon: 4
                alarm.warmup: 40
                sink.scores: %2$s-scores
                sink.forecasts: %2$s-forecasts
                sink.anomalies: %2$s-anomalies
                sink.dead-letters: %2$s-dead
                sink.episodes: %2$s-episodes
                sink.transactional-id-prefix: %2$s
                checkpoint.folder: %3$s
                checkpoint.interval: 100ms
                kafka.bootstrap.servers: "%4$s"
                """,
                        topic,
                        name,
                        folder.resolve(name),
                        servers);
        for (String line : more) {
            String key = line.substring(0, line.indexOf(':') + 1);
            text = text.replaceFirst("(?m)^\\Q" + key + "\\E.*\\n", "") + line + "\n";
        }
        return Files.writeString(Files.createTempFile(folder, name, ".yaml"), text);
    }

    /** Sends event number {@code i} of every key; every 50th is not decodable. */
    void send(KafkaProducer<byte[], byte[]> producer, int i) {
        Wire<Event> wire = new Wire<>(Event.getClassSchema());
        for (String key : KEYS) {
            double noise = new SplittableRandom(31L * key.hashCode() + i).nextDouble();
            Map<String, Double> values = Map.of("value", 10 * Math.sin(i / 7.0) + noise);
            Event event = new Event(key, START.plus(i, ChronoUnit.SECONDS), values);
            byte[] bytes = i % 50 == 49 ? new byte[] {1, 2, 3} : wire.encode(event);
            // Whether it arrived shows in the counts that the tests assert.
            var unused = producer.send(new ProducerRecord<>(topic, key.getBytes(UTF_8), bytes));
        }
    }

    /** Sends events number 0 to n (exclusive) of every key. */
    void sendAll(int n) {
        sendFrom(0, n);
    }

    /** Sends events number {@code from} to {@code to} (exclusive) of every key. */
    void sendFrom(int from, int to) {
        try (var producer = producer()) {
            for (int i = from; i < to; i++) {
                send(producer, i);
            }
        }
    }

    KafkaProducer<byte[], byte[]> producer() {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", servers);
        properties.put("linger.ms", "5");
        return new KafkaProducer<>(
                properties, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
