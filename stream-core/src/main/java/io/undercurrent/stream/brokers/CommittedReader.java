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
 * Reads topics as any reader of committed records does, from offsets of its own: it commits none
 * and creates no topics, so that reading leaves no trace on the brokers. One thread.
 */
public final class CommittedReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<byte[], byte[]> consumer;

    /** Which records a reader gets. */
    public enum Isolation {
        /** Those of committed transactions, and those of none. */
        READ_COMMITTED,
        /** All, those of open and of aborted transactions too. */
        READ_UNCOMMITTED;

        private String value() {
            return this == READ_COMMITTED ? "read_committed" : "read_uncommitted";
        }
    }

    /**
     * A reader of a stream's committed records.
     *
     * @param spec the stream's declaration, with real brokers named
     */
    public CommittedReader(StreamSpec spec) {
        this(KafkaClients.properties(spec), Isolation.READ_COMMITTED);
    }

    /**
     * A reader of committed records, or of all where a caller compares the two.
     *
     * @param client what the user says of the brokers, and options of the consumer that stay
     * @param isolation which records
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
     * The consumer, for what only one caller does.
     *
     * @return it, owned by this reader
     */
    public KafkaConsumer<byte[], byte[]> consumer() {
        return consumer;
    }

    /**
     * The partitions of topics.
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
     * Goes to the beginning of topics.
     *
     * @param topics names of topics that exist
     * @return all of their partitions, assigned now
     */
    public List<TopicPartition> begin(Collection<String> topics) {
        List<TopicPartition> all = partitions(topics);
        consumer.assign(all);
        consumer.seekToBeginning(all);
        return all;
    }

    /**
     * Whether offsets have been reached. Positions, not records, say so: a partition's end may hold
     * only markers of transactions.
     *
     * @param ends offsets by partition, assigned ones
     * @return true where nothing before them is left
     */
    public boolean hasReached(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    /**
     * Reads on from where it is until offsets are reached.
     *
     * @param ends offsets by partition, assigned ones; records beyond them may be among those read
     * @param patience for how long it may stand still
     * @param use takes each record; false is enough
     * @return how it ended
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

    /** How a reading ended. */
    public enum Outcome {
        /** All records were used. */
        ALL,
        /** The user of the records had enough. */
        ENOUGH,
        /** Nothing came for too long. */
        STALLED
    }

    @Override
    public void close() {
        consumer.close();
    }
}
