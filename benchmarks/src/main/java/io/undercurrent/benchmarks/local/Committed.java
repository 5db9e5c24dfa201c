package io.undercurrent.benchmarks.local;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what was committed to topics, from their beginning to their present end. */
public final class Committed implements AutoCloseable {
    private static final Duration WAIT = Duration.ofMillis(200);

    private final KafkaConsumer<byte[], byte[]> consumer;

    /**
     * A reader of its own connection.
     *
     * @param servers the brokers
     */
    public Committed(String servers) {
        consumer = consumer(servers, "read_committed");
    }

    /** What is done with a record. */
    public interface Use {
        /** Is called once for each record. */
        void of(ConsumerRecord<byte[], byte[]> record) throws IOException;
    }

    /**
     * Reads a whole topic, a partition's records in their order.
     *
     * @param topic one that nobody writes meanwhile
     * @param use what is done with each record
     * @throws IOException as the use has it
     */
    public void each(String topic, Use use) throws IOException {
        List<TopicPartition> all = assignAll(consumer, topic);
        consumer.seekToBeginning(all);
        Map<TopicPartition, Long> ends = consumer.endOffsets(all);
        while (all.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(WAIT)) {
                use.of(record);
            }
        }
    }

    /**
     * A consumer of bytes.
     *
     * @param servers the brokers
     * @param isolation {@code read_committed} or {@code read_uncommitted}
     */
    public static KafkaConsumer<byte[], byte[]> consumer(String servers, String isolation) {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", servers);
        properties.put("isolation.level", isolation);
        return new KafkaConsumer<>(
                properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * Assigns all partitions of a topic.
     *
     * @param consumer any
     * @param topic one that exists
     * @return the partitions
     */
    public static List<TopicPartition> assignAll(
            KafkaConsumer<byte[], byte[]> consumer, String topic) {
        List<TopicPartition> all =
                consumer.partitionsFor(topic).stream()
                        .map(p -> new TopicPartition(topic, p.partition()))
                        .toList();
        consumer.assign(all);
        return all;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
