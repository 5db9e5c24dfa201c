package io.undercurrent.alarms;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.undercurrent.schemas.Episode;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.record.ResultRouting;
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

/** The alarm topology of a made-up stream, fed with scores and anomalies; times are in seconds. */
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
    final TestInputTopic<byte[], byte[]> scoresTopic;
    final TestInputTopic<byte[], byte[]> anomaliesTopic;
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
        scoresTopic =
                driver.createInputTopic(
                        "t.scores", new ByteArraySerializer(), new ByteArraySerializer());
        anomaliesTopic =
                driver.createInputTopic(
                        "t.anomalies", new ByteArraySerializer(), new ByteArraySerializer());
        out =
                driver.createOutputTopic(
                        "t.episodes", new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** An event that is no alarm. */
    void pass(String key, long offset, long seconds) {
        score(key, offset, seconds, 0.1, null);
    }

    /** The score of an event; from 0.5 on it is an alarm. */
    void score(String key, long offset, long seconds, double value, String group) {
        scoresTopic.pipeInput(score(key, made.score(key, "t-0-" + offset, seconds, value), group));
    }

    void score(String key, long offset, long seconds, double value) {
        score(key, offset, seconds, value, null);
    }

    void scoreWithId(String key, String id, long seconds, double value) {
        scoresTopic.pipeInput(score(key, made.score(key, id, seconds, value), null));
    }

    /** The anomaly of an event. */
    void anomaly(String key, long offset, long seconds, double value) {
        anomalyWithId(key, "t-0-" + offset, seconds, value);
    }

    void anomalyWithId(String key, String id, long seconds, double value) {
        byte[] anomaly = made.anomaly(key, id, seconds, value);
        anomaliesTopic.pipeInput(record(key, frames.framed("t.anomalies", anomaly), null));
    }

    private TestRecord<byte[], byte[]> score(String key, byte[] value, String group) {
        return record(key, frames.framed("t.scores", value), group);
    }

    private static TestRecord<byte[], byte[]> record(String key, byte[] value, String group) {
        RecordHeaders headers = new RecordHeaders();
        if (group != null) {
            headers.add(ResultRouting.GROUP_HEADER, group.getBytes(UTF_8));
        }
        return new TestRecord<>(key.getBytes(UTF_8), value, headers, 7L);
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
