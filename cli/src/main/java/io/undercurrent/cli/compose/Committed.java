package io.undercurrent.cli.compose;

import io.undercurrent.schemas.Anomaly;
import io.undercurrent.schemas.DeadLetter;
import io.undercurrent.schemas.Forecast;
import io.undercurrent.schemas.Score;
import io.undercurrent.schemas.Wire;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.brokers.KafkaClients;
import io.undercurrent.stream.record.Addresses;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.avro.SchemaNormalization;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What the job has committed so far, a fingerprint a record: by kind and id, so that what came
 * twice is seen. Only one thread may use it.
 */
final class Committed implements AutoCloseable {
    private final StreamSpec spec;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Wire<Score> scores = new Wire<>(Score.getClassSchema());
    private final Wire<Forecast> forecasts = new Wire<>(Forecast.getClassSchema());
    private final Wire<Anomaly> anomalies = new Wire<>(Anomaly.getClassSchema());
    private final Wire<DeadLetter> deadLetters = new Wire<>(DeadLetter.getClassSchema());
    private final Map<String, Long> prints = new HashMap<>();
    private final Map<String, Integer> reasons = new TreeMap<>();
    private final Set<String> models = new TreeSet<>();
    private final Map<Integer, Long> covered = new HashMap<>();
    private int doubled;

    Committed(StreamSpec spec) {
        this.spec = spec;
        Properties properties = KafkaClients.properties(spec);
        properties.put("isolation.level", "read_committed");
        consumer =
                new KafkaConsumer<>(
                        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        StreamSpec.Sink sink = spec.sink();
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic :
                List.of(sink.scores(), sink.forecasts(), sink.anomalies(), sink.deadLetters())) {
            consumer.partitionsFor(topic)
                    .forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Reads what has been committed since the last call, as far as it comes within the time. */
    void read(Duration atMost) throws IOException {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(atMost)) {
            String id = id(record);
            Header model = record.headers().lastHeader(Addresses.MODEL_HEADER);
            if (model != null) {
                models.add(new String(model.value(), StandardCharsets.UTF_8));
            }
            String name = name(record.topic(), id);
            if (prints.put(name, SchemaNormalization.fingerprint64(record.value())) != null) {
                doubled++;
            }
            if (isAnswer(record.topic())) {
                int dash = id.lastIndexOf('-');
                int partition =
                        Integer.parseInt(id.substring(id.lastIndexOf('-', dash - 1) + 1, dash));
                covered.merge(partition, 1L, Long::sum);
            }
        }
    }

    static String name(String topic, String id) {
        return topic + " " + id;
    }

    /** Each source record has one of these. */
    private boolean isAnswer(String topic) {
        return topic.equals(spec.sink().scores()) || topic.equals(spec.sink().deadLetters());
    }

    private String id(ConsumerRecord<byte[], byte[]> record) throws IOException {
        StreamSpec.Sink sink = spec.sink();
        if (record.topic().equals(sink.scores())) {
            return scores.decode(record.value()).getId();
        }
        if (record.topic().equals(sink.forecasts())) {
            return forecasts.decode(record.value()).getId();
        }
        if (record.topic().equals(sink.anomalies())) {
            return anomalies.decode(record.value()).getId();
        }
        DeadLetter letter = deadLetters.decode(record.value());
        reasons.merge(letter.getReason().name(), 1, Integer::sum);
        return letter.getId();
    }

    /** How many source records have been answered, by partition; repeats count. */
    long answered() {
        return covered.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Whether as many records as lie before these offsets have been answered. */
    boolean covers(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .allMatch(
                        end ->
                                covered.getOrDefault(end.getKey().partition(), 0L)
                                        >= end.getValue());
    }

    /** Fingerprints by {@link #name}. */
    Map<String, Long> prints() {
        return prints;
    }

    /** Records that came more than once. */
    int doubled() {
        return doubled;
    }

    /** Dead letters by reason. */
    Map<String, Integer> reasons() {
        return reasons;
    }

    /** The ids of the models that made the results. */
    Set<String> models() {
        return models;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
