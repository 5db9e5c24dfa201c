package io.undercurrent.streams.state;

import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.brokers.KafkaClients;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a topic from its beginning to its end, what was committed of it. */
final class ChangelogRead {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(2);

    private ChangelogRead() {}

    /**
     * Reads.
     *
     * @param spec names the brokers
     * @param topic the topic
     * @param each takes each record
     * @throws IllegalStateException where the end does not come, as while a killed instance's
     *     transaction is open
     */
    static void all(StreamSpec spec, String topic, Consumer<ConsumerRecord<byte[], byte[]>> each) {
        Properties properties = KafkaClients.properties(spec);
        properties.put("isolation.level", "read_committed");
        try (var consumer =
                        new KafkaConsumer<>(
                                properties,
                                new ByteArrayDeserializer(),
                                new ByteArrayDeserializer());
                var uncommitted = uncommitted(spec)) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(info -> new TopicPartition(topic, info.partition()))
                            .toList();
            Map<TopicPartition, Long> ends = uncommitted.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long moved = System.nanoTime();
            while (!isRead(consumer, ends)) {
                var records = consumer.poll(POLL);
                records.forEach(each);
                if (!records.isEmpty()) {
                    moved = System.nanoTime();
                } else if (System.nanoTime() - moved > PATIENCE_NANOS) {
                    throw new IllegalStateException(
                            "topic %s: its end is not committed after two minutes: is an instance of the application still running? Stop it and begin again"
                                    .formatted(topic));
                }
            }
        }
    }

    private static KafkaConsumer<byte[], byte[]> uncommitted(StreamSpec spec) {
        return new KafkaConsumer<>(
                KafkaClients.properties(spec),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private static boolean isRead(KafkaConsumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }
}
