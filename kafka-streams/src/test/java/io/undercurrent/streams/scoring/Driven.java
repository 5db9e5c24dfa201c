package io.undercurrent.streams.scoring;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.undercurrent.schemas.DeadLetter;
import io.undercurrent.schemas.Event;
import io.undercurrent.schemas.Forecast;
import io.undercurrent.schemas.Score;
import io.undercurrent.schemas.Wire;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.metrics.StreamMetric;
import io.undercurrent.stream.runtime.ResolvedStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;

/**
 * The topology under Kafka's driver, which commits after every record, and what a test does with
 * it.
 */
final class Driven implements AutoCloseable {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    final StreamSpec spec;
    final SharedModel model;
    private final TopologyTestDriver driver;
    private final TestInputTopic<byte[], byte[]> input;
    private final Wire<Event> events = new Wire<>(Event.getClassSchema());
    private final Wire<Score> scores = new Wire<>(Score.getClassSchema());
    private final Wire<Forecast> forecasts = new Wire<>(Forecast.getClassSchema());
    private final Wire<DeadLetter> letters = new Wire<>(DeadLetter.getClassSchema());

    Driven(Path folder, String... more) throws IOException {
        spec = spec(folder, more);
        model = new SharedModel(spec);
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, spec.source().groupId());
        settings.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
        driver =
                new TopologyTestDriver(
                        ScoringTopology.build(ResolvedStream.of(spec), model), settings);
        input =
                driver.createInputTopic(
                        "events", new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** A declaration; a line whose key is there already replaces that line. */
    static StreamSpec spec(Path folder, String... more) {
        String text = text(folder);
        for (String line : more) {
            String key = line.substring(0, line.indexOf(':') + 1);
            text = text.replaceFirst("(?m)^\\Q" + key + "\\E.*\\n", "") + line + "\n";
        }
        return StreamSpec.parse(text, "driven.yaml");
    }

    static String text(Path folder) {
        return String.format(
                Locale.ROOT,
                """
                source.topic: events
                source.values: [value]
                forecast.horizon: 4
                forecast.every: 5
                alarm.warmup: 40
                model: "bundled:tiny"
                job.jit-warm-up: 0s
                checkpoint.folder: "%s"
                kafka.bootstrap.servers: "nowhere:9092"
                """,
                folder);
    }

    static Instant at(long seconds) {
        return START.plusSeconds(seconds);
    }

    byte[] event(String key, Instant time, double value) {
        Event event = new Event(key, time.truncatedTo(ChronoUnit.MICROS), Map.of("value", value));
        return events.encode(event);
    }

    /** An event with its own time as its record's timestamp. */
    void send(String key, long second, double value) {
        send(key.getBytes(UTF_8), event(key, at(second), value), at(second));
    }

    void send(byte[] key, byte[] value, Instant timestamp) {
        input.pipeInput(new TestRecord<>(key, value, timestamp));
    }

    void send(byte[] key, byte[] value, Instant timestamp, String header, String said) {
        TestRecord<byte[], byte[]> record = new TestRecord<>(key, value, timestamp);
        record.headers().add(header, said.getBytes(UTF_8));
        input.pipeInput(record);
    }

    /** A record on the repartition topic, as another program writes it; no header if null. */
    void repartitioned(byte[] key, byte[] value, byte[] place, byte[] sourceKey) {
        TestRecord<byte[], byte[]> record = new TestRecord<>(key, value, START);
        if (place != null) {
            record.headers().add("undercurrent.place", place);
        }
        if (sourceKey != null) {
            record.headers().add("undercurrent.key", sourceKey);
        }
        driver.createInputTopic(
                        ChangelogTopics.repartition(spec.source().groupId()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())
                .pipeInput(record);
    }

    /** Ordinary events, one a second. */
    void ordinary(String key, int from, int to) {
        for (int i = from; i < to; i++) {
            send(key, i, Math.sin(i * 0.7) + 0.1 * ((i * 7919) % 13));
        }
    }

    List<Score> scores() throws IOException {
        List<Score> read = new ArrayList<>();
        for (byte[] value : output(spec.sink().scores()).readValuesToList()) {
            read.add(scores.decode(value));
        }
        return read;
    }

    List<Forecast> forecasts() throws IOException {
        List<Forecast> read = new ArrayList<>();
        for (byte[] value : output(spec.sink().forecasts()).readValuesToList()) {
            read.add(forecasts.decode(value));
        }
        return read;
    }

    List<DeadLetter> letters() throws IOException {
        List<DeadLetter> read = new ArrayList<>();
        for (byte[] value : output(spec.sink().deadLetters()).readValuesToList()) {
            read.add(letters.decode(value));
        }
        return read;
    }

    TestOutputTopic<byte[], byte[]> output(String topic) {
        return driver.createOutputTopic(
                topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    KeyValueStore<Bytes, byte[]> store(String name) {
        return driver.getKeyValueStore(name);
    }

    Map<MetricName, ? extends Metric> metrics() {
        return driver.metrics();
    }

    double metric(StreamMetric metric) {
        return MetricsExport.sum(driver.metrics(), metric);
    }

    @Override
    public void close() {
        driver.close();
    }
}
