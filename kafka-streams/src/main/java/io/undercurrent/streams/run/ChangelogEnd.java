package io.undercurrent.streams.run;

import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.brokers.KafkaClients;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a changelog from its beginning to its end, what was committed of it. */
public final class ChangelogEnd {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(2);

    private ChangelogEnd() {}

    /**
     * Whether anything was committed to it.
     *
     * @param spec names the brokers
     * @param topic the changelog
     * @return false where it is empty, or holds what was undone
     */
    public static boolean holdsRecords(StreamSpec spec, String topic) {
        return !read(spec, topic, record -> false);
    }

    /**
     * Reads records until one is enough or all are read.
     *
     * @param spec names the brokers
     * @param topic the changelog
     * @param goOn takes each record; false is enough
     * @return whether all were read
     * @throws IllegalStateException where the end does not come, as while a killed instance's
     *     transaction is open
     */
    public static boolean read(
            StreamSpec spec, String topic, Predicate<ConsumerRecord<byte[], byte[]>> goOn) {
        Properties properties = KafkaClients.properties(spec);
        try (var uncommitted = consumer(properties)) {
            properties.put("isolation.level", "read_committed");
            try (var consumer = consumer(properties)) {
                List<TopicPartition> partitions =
                        consumer.partitionsFor(topic).stream()
                                .map(info -> new TopicPartition(topic, info.partition()))
                                .toList();
                Map<TopicPartition, Long> ends = uncommitted.endOffsets(partitions);
                consumer.assign(partitions);
                consumer.seekToBeginning(partitions);
                return read(topic, consumer, ends, goOn);
            }
        }
    }

    private static KafkaConsumer<byte[], byte[]> consumer(Properties properties) {
        return new KafkaConsumer<>(
                properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static boolean read(
            String topic,
            KafkaConsumer<byte[], byte[]> consumer,
            Map<TopicPartition, Long> ends,
            Predicate<ConsumerRecord<byte[], byte[]>> goOn) {
        long moved = System.nanoTime();
        while (!isRead(consumer, ends)) {
            var records = consumer.poll(POLL);
            for (ConsumerRecord<byte[], byte[]> record : records) {
                if (!goOn.test(record)) {
                    return false;
                }
            }
            if (!records.isEmpty()) {
                moved = System.nanoTime();
            } else if (System.nanoTime() - moved > PATIENCE_NANOS) {
                throw new IllegalStateException(
                        String.format(
                                Locale.ROOT,
                                "topic %s: its end is not committed after two minutes: is an instance of the application still running? Stop it and begin again",
                                topic));
            }
        }
        return true;
    }

    private static boolean isRead(KafkaConsumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }
}
