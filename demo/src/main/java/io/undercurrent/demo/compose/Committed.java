package io.undercurrent.demo.compose;

import io.undercurrent.detect.episode.SourcePosition;
import io.undercurrent.schemas.Anomaly;
import io.undercurrent.schemas.DeadLetter;
import io.undercurrent.schemas.Forecast;
import io.undercurrent.schemas.Score;
import io.undercurrent.schemas.ScoreStatus;
import io.undercurrent.schemas.Wire;
import io.undercurrent.spec.SinkOptions;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.brokers.KafkaClients;
import io.undercurrent.stream.record.Addresses;
import io.undercurrent.stream.results.ResultFrames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.avro.SchemaNormalization;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/**
 * What the job has committed so far, a fingerprint a record: by kind and id, so that what came
 * twice is seen. Only one thread may use it.
 */
public final class Committed implements AutoCloseable {
    private final StreamSpec spec;
    private final ResultFrames frames;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Wire<Score> scores = new Wire<>(Score.getClassSchema());
    private final Wire<Forecast> forecasts = new Wire<>(Forecast.getClassSchema());
    private final Wire<Anomaly> anomalies = new Wire<>(Anomaly.getClassSchema());
    private final Wire<DeadLetter> deadLetters = new Wire<>(DeadLetter.getClassSchema());
    private final Map<String, Long> prints = new HashMap<>();
    private final Map<String, Integer> reasons = new TreeMap<>();
    private final Set<String> models = new TreeSet<>();
    private final Map<Integer, BitSet> covered = new HashMap<>();
    private int warmups;
    private int doubled;

    /**
     * Reads from the beginning of the stream's output topics, which must be there.
     *
     * @param spec the stream's declaration
     */
    public Committed(StreamSpec spec) {
        this.spec = spec;
        frames = new ResultFrames(spec.sink(), spec.results());
        consumer = KafkaClients.committedReader(spec);
        SinkOptions sink = spec.sink();
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic :
                List.of(sink.scores(), sink.forecasts(), sink.anomalies(), sink.deadLetters())) {
            consumer.partitionsFor(topic)
                    .forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /**
     * Reads what has been committed since the last call.
     *
     * @param atMost how long to wait for anything
     * @throws IOException where a record is not one of ours
     */
    public void read(Duration atMost) throws IOException {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(atMost)) {
            byte[] value = frames.plain(record.value());
            String id = id(record.topic(), value);
            Header model = record.headers().lastHeader(Addresses.MODEL_HEADER);
            if (model != null) {
                models.add(new String(model.value(), StandardCharsets.UTF_8));
            }
            String name = name(record.topic(), id);
            if (prints.put(name, SchemaNormalization.fingerprint64(value)) != null) {
                doubled++;
            }
            if (isAnswer(record.topic())) {
                SourcePosition place = SourcePosition.parse(spec.source().topic(), id);
                covered.computeIfAbsent(place.partition(), p -> new BitSet())
                        .set(Math.toIntExact(place.offset()));
            }
        }
    }

    /**
     * Reads all that is committed by now: also the other topics' records of transactions whose
     * scores are known.
     *
     * @throws IOException where a record is not one of ours
     */
    public void catchUp() throws IOException {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        while (!ends.entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
            read(Duration.ofMillis(500));
        }
    }

    /**
     * What a result is called here.
     *
     * @param topic its topic
     * @param id the id of the source record that it comes of
     * @return the name
     */
    public static String name(String topic, String id) {
        return topic + " " + id;
    }

    /** Each source record has one of these. */
    private boolean isAnswer(String topic) {
        return topic.equals(spec.sink().scores()) || topic.equals(spec.sink().deadLetters());
    }

    private String id(String topic, byte[] value) throws IOException {
        SinkOptions sink = spec.sink();
        if (topic.equals(sink.scores())) {
            Score score = scores.decode(value);
            warmups += score.getStatus() == ScoreStatus.WARMUP ? 1 : 0;
            return score.getId();
        }
        if (topic.equals(sink.forecasts())) {
            return forecasts.decode(value).getId();
        }
        if (topic.equals(sink.anomalies())) {
            return anomalies.decode(value).getId();
        }
        DeadLetter letter = deadLetters.decode(value);
        reasons.merge(letter.getReason().name(), 1, Integer::sum);
        return letter.getId();
    }

    /**
     * How many source records have been answered by a score or a dead letter.
     *
     * @return the number
     */
    public long answered() {
        return covered.values().stream().mapToLong(BitSet::cardinality).sum();
    }

    /**
     * Whether each record before these offsets has been answered.
     *
     * @param ends offsets by partition of the source topic
     * @return true where none is missing
     */
    public boolean covers(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> missing(end.getKey(), end.getValue()) == 0);
    }

    /** How many of a partition's records before an offset have no answer. */
    private long missing(TopicPartition partition, long end) {
        BitSet answers = covered.getOrDefault(partition.partition(), new BitSet());
        return end - answers.get(0, Math.toIntExact(end)).cardinality();
    }

    /** Scores of keys that were still in their warm-up. */
    int warmups() {
        return warmups;
    }

    /**
     * The results.
     *
     * @return a fingerprint each, by {@link #name}
     */
    public Map<String, Long> prints() {
        return prints;
    }

    /**
     * Repeats.
     *
     * @return how many results came again
     */
    public int doubled() {
        return doubled;
    }

    /**
     * The dead letters.
     *
     * @return how many of each reason
     */
    public Map<String, Integer> reasons() {
        return reasons;
    }

    /**
     * The models that made the results.
     *
     * @return their ids
     */
    public Set<String> models() {
        return models;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
