package io.undercurrent.streams.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.undercurrent.spec.KeyOptions;
import io.undercurrent.spec.SpecException;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.brokers.KafkaClients;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * In which partition a key's memory is looked for: the one that its events come from, since a task
 * sees nothing else. Kafka's own partitioner says which, by the record's key; producers that place
 * records otherwise are found out by a look at the topic.
 */
final class Placement {
    private static final int SAMPLE = 200;
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int POLLS = 50;

    private final KeyOptions key;
    private final int partitions;

    Placement(KeyOptions key, int partitions) {
        this.key = key;
        this.partitions = partitions;
    }

    int partitions() {
        return partitions;
    }

    /** The partition of a key's memory. */
    int partition(String name) {
        boolean hex =
                key.from() == KeyOptions.From.RECORD && key.encoding() == KeyOptions.Encoding.HEX;
        return partition(hex ? HexFormat.of().parseHex(name) : name.getBytes(UTF_8));
    }

    private int partition(byte[] bytes) {
        return BuiltInPartitioner.partitionForKey(bytes, partitions);
    }

    /**
     * Compares the newest records of each source partition with where Kafka would put them.
     *
     * @throws SpecException where a record lies elsewhere
     */
    void check(StreamSpec spec) {
        if (key.from() == KeyOptions.From.FIELD) {
            return; // Kafka Streams itself places them, in its repartition topic
        }
        Properties properties = KafkaClients.properties(spec);
        properties.put("isolation.level", "read_committed");
        String topic = spec.source().topic();
        try (var consumer =
                new KafkaConsumer<>(
                        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> all =
                    consumer.partitionsFor(topic).stream()
                            .map(info -> new TopicPartition(topic, info.partition()))
                            .toList();
            consumer.assign(all);
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            all.forEach(at -> consumer.seek(at, Math.max(begins.get(at), ends.get(at) - SAMPLE)));
            for (int i = 0; i < POLLS && !isRead(consumer, ends); i++) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    compare(record);
                }
            }
            if (!isRead(consumer, ends)) {
                throw new IllegalStateException(
                        String.format(
                                Locale.ROOT,
                                "source.topic = %s: its newest records could not be read within %d s, to see where its producers place them; are all its brokers there?",
                                topic,
                                POLL.multipliedBy(POLLS).toSeconds()));
            }
        }
    }

    private static boolean isRead(KafkaConsumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private void compare(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null || record.key().length == 0) {
            return; // a dead letter
        }
        int expected = partition(record.key());
        if (record.partition() != expected) {
            throw new SpecException(
                    List.of(
                            String.format(
                                    Locale.ROOT,
                                    "source.topic = %s: the record at offset %d of partition %d would be in partition %d by Kafka's partitioner, which is how the memories' places are found: its producers use another one; write the topic with Kafka's (partitioner murmur2_random in librdkafka), or build the memories by reading it from the beginning",
                                    record.topic(),
                                    record.offset(),
                                    record.partition(),
                                    expected)));
        }
    }
}
