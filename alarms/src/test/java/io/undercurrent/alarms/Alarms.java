package io.undercurrent.alarms;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.undercurrent.schemas.Episode;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.results.ResultFrames;
import io.undercurrent.stream.results.ResultIds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.test.TestRecord;

/** The alarm topology of a made-up stream, fed with episodes of keys; times are in seconds. */
final class Alarms implements AutoCloseable {
    static final String LEAST =
            """
            source: {topic: t, format: json, values: [temperature, load]}
            episodes: {quiet: 10s}
            kafka.bootstrap.servers: embedded
            """;

    private final Made made = new Made();
    private final ResultFrames frames;
    final TopologyTestDriver driver;
    final TestInputTopic<byte[], byte[]> episodesTopic;
    private final TestOutputTopic<byte[], byte[]> out;

    Alarms(String more) {
        this(StreamSpec.parse(LEAST + more, "stream.yaml"));
    }

    private Alarms(StreamSpec spec) {
        this(spec, ResultIds.forReading(spec));
    }

    Alarms(StreamSpec spec, ResultIds ids) {
        frames = new ResultFrames(spec.sink(), ids);
        Properties properties = new Properties();
        properties.setProperty("application.id", "alarms-" + UUID.randomUUID());
        driver = new TopologyTestDriver(AlarmTopology.build(spec, ids), properties);
        episodesTopic =
                driver.createInputTopic(
                        "t.episodes", new ByteArraySerializer(), new ByteArraySerializer());
        out =
                driver.createOutputTopic(
                        "t.episodes", new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** An event of a key; from a score of 0.5 on it is an alarm. */
    void event(String key, long offset, long seconds, double score, String group) {
        made.event(key, offset, seconds, score, group).forEach(value -> send(key, value));
    }

    /** An event of a key in the group north. */
    void event(String key, long offset, long seconds, double score) {
        event(key, offset, seconds, score, "north");
    }

    /** The records that an event brings, which are not sent. */
    List<byte[]> made(String key, long offset, long seconds, double score) {
        return made.event(key, offset, seconds, score, "north");
    }

    void send(String key, byte[] value) {
        episodesTopic.pipeInput(
                new TestRecord<>(
                        key.getBytes(UTF_8),
                        frames.framed("t.episodes", value),
                        new RecordHeaders(),
                        7L));
    }

    /** The episodes topic's new records as they are. */
    List<TestRecord<byte[], byte[]>> records() {
        return out.readRecordsToList();
    }

    List<Episode> episodes() {
        return records().stream().map(record -> decode(record.value())).toList();
    }

    /** What is new: scope and key, kind, start-end, severity, number of alarms, keys open. */
    List<String> news() {
        return episodes().stream().map(Made::line).toList();
    }

    Episode decode(byte[] value) {
        try {
            return made.episode(frames.plain(value));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Takes the stores' contents of another driver, as a restart does. */
    void restore(Alarms other, String... stores) {
        for (String store : stores) {
            other.content(store)
                    .forEach(
                            e -> driver.<Bytes, byte[]>getKeyValueStore(store).put(e.key, e.value));
        }
    }

    List<KeyValue<Bytes, byte[]>> content(String store) {
        List<KeyValue<Bytes, byte[]>> content = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> all =
                driver.<Bytes, byte[]>getKeyValueStore(store).all()) {
            all.forEachRemaining(content::add);
        }
        return content;
    }

    /** How many records of a topic could not be read, as the metric has it. */
    double undecodable(String processor) {
        return driver.metrics().entrySet().stream()
                .filter(
                        e ->
                                e.getKey().name().equals("undecodable-total")
                                        && e.getKey().tags().containsValue(processor + "-0_0"))
                .mapToDouble(e -> (double) e.getValue().metricValue())
                .sum();
    }

    @Override
    public void close() {
        driver.close();
    }
}
