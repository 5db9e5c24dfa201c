package io.undercurrent.demo.compose;

import io.undercurrent.detect.episode.KeyEpisode;
import io.undercurrent.detect.episode.SourcePosition;
import io.undercurrent.schemas.DeadLetter;
import io.undercurrent.schemas.Episode;
import io.undercurrent.schemas.EpisodeScope;
import io.undercurrent.schemas.Score;
import io.undercurrent.schemas.ScoreStatus;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.brokers.CommittedReader;
import io.undercurrent.stream.record.ResultRouting;
import io.undercurrent.stream.record.SilenceId;
import io.undercurrent.stream.results.ResultReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.avro.SchemaNormalization;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/**
 * What the job has committed so far: a fingerprint of each result, by topic and id, so that
 * repeated results are noticed. Not thread-safe.
 */
public final class Committed implements AutoCloseable {
    private static final char REVISION = '#';

    private final StreamSpec spec;
    private final ResultReader results;
    private final CommittedReader reader;
    private final Map<String, Long> prints = new HashMap<>();
    private final Map<String, Integer> reasons = new TreeMap<>();
    private final Set<String> models = new TreeSet<>();
    private final Map<Integer, BitSet> covered = new HashMap<>();
    private int warmups;
    private int doubled;

    /**
     * Reads from the beginning of the stream's output topics, which must exist.
     *
     * @param spec the stream's declaration
     */
    public Committed(StreamSpec spec) {
        this.spec = spec;
        results = new ResultReader(spec);
        reader = new CommittedReader(spec);
        reader.begin(results.topics());
    }

    /**
     * Reads what has been committed since the last call.
     *
     * @param atMost how long to wait for records
     * @throws IOException if a record is not a result of the job
     */
    public void read(Duration atMost) throws IOException {
        for (ConsumerRecord<byte[], byte[]> record : reader.consumer().poll(atMost)) {
            byte[] value = results.plain(record.value());
            String id = id(record.topic(), value);
            if (id == null) {
                continue; // not a result of an event
            }
            Header model = record.headers().lastHeader(ResultRouting.MODEL_HEADER);
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
     * Reads everything that is committed now, so that for each transaction whose scores are known,
     * its records of the other topics are known too.
     *
     * @throws IOException if a record is not a result of the job
     */
    public void catchUp() throws IOException {
        var consumer = reader.consumer();
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        while (!reader.hasReached(ends)) {
            read(Duration.ofMillis(500));
        }
    }

    /**
     * The name of a result in {@link #prints()}.
     *
     * @param topic its topic
     * @param id the id of its source record
     * @return the name
     */
    public static String name(String topic, String id) {
        return topic + " " + id;
    }

    /** Whether a topic holds answers, of which each source record has one. */
    private boolean isAnswer(String topic) {
        return topic.equals(spec.sink().scores()) || topic.equals(spec.sink().deadLetters());
    }

    /** Null for records of groups, which the job does not write, and of silent keys. */
    private String id(String topic, byte[] value) throws IOException {
        return switch (results.kind(topic)) {
            case SCORE -> {
                Score score = results.score(value);
                warmups += score.getStatus() == ScoreStatus.WARMUP ? 1 : 0;
                yield score.getId();
            }
            case FORECAST -> results.forecast(value).getId();
            case ANOMALY -> {
                // When a silent key is reported depends on how the job read its partitions, so no
                // twin repeats it.
                String id = results.anomaly(value).getId();
                yield SilenceId.is(id) ? null : id;
            }
            case DEAD_LETTER -> {
                DeadLetter letter = results.deadLetter(value);
                reasons.merge(letter.getReason().name(), 1, Integer::sum);
                yield letter.getId();
            }
            case EPISODE -> {
                Episode episode = results.episode(value);
                yield episode.getScope() == EpisodeScope.KEY ? id(episode) : null;
            }
        };
    }

    /**
     * The id of an episode's record as that of a result: the source record that brought it, a
     * {@value #REVISION} and the revision, because one source record may bring several.
     *
     * @param episode the record of a key
     * @return the id
     */
    static String id(Episode episode) {
        String first = episode.getEpisode();
        long revision = episode.getRevision();
        String partition = first.substring(0, first.lastIndexOf('-'));
        return partition + "-" + KeyEpisode.offset(revision) + REVISION + revision;
    }

    /** The id of the source record that brought a result. */
    static String source(String id) {
        int end = id.indexOf(REVISION);
        return end < 0 ? id : id.substring(0, end);
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
     * @return true if none is missing
     */
    public boolean covers(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> missing(end.getKey(), end.getValue()) == 0);
    }

    /** How many of a partition's records before an offset have no answer. */
    private long missing(TopicPartition partition, long end) {
        BitSet answers = covered.getOrDefault(partition.partition(), new BitSet());
        return end - answers.get(0, Math.toIntExact(end)).cardinality();
    }

    /** Number of scores of keys that were still in their warm-up. */
    int warmups() {
        return warmups;
    }

    /**
     * The fingerprints of all results.
     *
     * @return fingerprints by {@link #name}
     */
    public Map<String, Long> prints() {
        return prints;
    }

    /**
     * The number of repeated results.
     *
     * @return how many results came again with a name that was already known
     */
    public int doubled() {
        return doubled;
    }

    /**
     * The dead letters by reason.
     *
     * @return their number by reason
     */
    public Map<String, Integer> reasons() {
        return reasons;
    }

    /**
     * The models that produced the results.
     *
     * @return their ids
     */
    public Set<String> models() {
        return models;
    }

    @Override
    public void close() {
        reader.close();
    }
}
