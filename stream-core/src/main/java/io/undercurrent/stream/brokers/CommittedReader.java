package io.undercurrent.stream.brokers;

import io.undercurrent.spec.StreamSpec;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads the committed records of topics. It keeps its own positions: it commits no offsets and
 * creates no topics, so that reading leaves no trace on the brokers. Not thread-safe.
 */
public final class CommittedReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<byte[], byte[]> consumer;

    /** Which records a reader gets. */
    public enum Isolation {
        /** Records of committed transactions, and records without a transaction. */
        READ_COMMITTED,
        /** All records, including those of open and aborted transactions. */
        READ_UNCOMMITTED;

        private String value() {
            return this == READ_COMMITTED ? "read_committed" : "read_uncommitted";
        }
    }

    /**
     * Creates a reader of a stream's committed records.
     *
     * @param spec the stream's declaration, with real brokers named
     */
    public CommittedReader(StreamSpec spec) {
        this(KafkaClients.properties(spec), Isolation.READ_COMMITTED);
    }

    /**
     * Creates a reader of committed records, or of all records for a caller that compares the two.
     *
     * @param client the user's client properties, and consumer options to keep
     * @param isolation which records to read
     */
    public CommittedReader(Map<?, ?> client, Isolation isolation) {
        Properties properties = new Properties();
        properties.putAll(client);
        properties.put("isolation.level", isolation.value());
        properties.put("enable.auto.commit", "false");
        properties.put("allow.auto.create.topics", "false");
        properties.putIfAbsent("auto.offset.reset", "earliest");
        consumer =
                new KafkaConsumer<>(
                        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * Returns the consumer, for operations that only one caller needs.
     *
     * @return the consumer; this reader closes it
     */
    public KafkaConsumer<byte[], byte[]> consumer() {
        return consumer;
    }

    /**
     * Lists the partitions of topics.
     *
     * @param topics names of topics that exist
     * @return all of their partitions
     */
    public List<TopicPartition> partitions(Collection<String> topics) {
        return topics.stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }

    /**
     * Assigns all partitions of topics and seeks to their beginning.
     *
     * @param topics names of topics that exist
     * @return the assigned partitions
     */
    public List<TopicPartition> begin(Collection<String> topics) {
        List<TopicPartition> all = partitions(topics);
        consumer.assign(all);
        consumer.seekToBeginning(all);
        return all;
    }

    /**
     * Tells whether reading has reached offsets. It compares positions and not records, because a
     * partition may end with transaction markers only.
     *
     * @param ends offsets by assigned partition
     * @return true if no record before them is left
     */
    public boolean hasReached(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    /**
     * Reads from the current positions until offsets are reached.
     *
     * @param ends offsets by assigned partition; records beyond them may also be read
     * @param patience how long reading may make no progress
     * @param use receives each record; it returns false to stop reading
     * @return why reading ended
     */
    public Outcome read(
            Map<TopicPartition, Long> ends,
            Duration patience,
            Predicate<ConsumerRecord<byte[], byte[]>> use) {
        long before = -1;
        long moved = System.nanoTime();
        while (!hasReached(ends)) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (!use.test(record)) {
                    return Outcome.ENOUGH;
                }
            }
            long position = ends.keySet().stream().mapToLong(consumer::position).sum();
            if (position != before) {
                before = position;
                moved = System.nanoTime();
            } else if (System.nanoTime() - moved > patience.toNanos()) {
                return Outcome.STALLED;
            }
        }
        return Outcome.ALL;
    }

    /** Why reading ended. */
    public enum Outcome {
        /** All records up to the offsets were read. */
        ALL,
        /** The caller stopped reading. */
        ENOUGH,
        /** There was no progress for too long. */
        STALLED
    }

    @Override
    public void close() {
        consumer.close();
    }
}
