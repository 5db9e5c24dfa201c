package io.undercurrent.streams.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.option.KeyOptions;
import io.undercurrent.spec.option.SpecException;
import io.undercurrent.stream.brokers.CommittedReader;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.TopicPartition;

/**
 * Finds the partition of a key's state. It must be the partition of the key's events, because a
 * task sees no other. Kafka's default partitioner computes it from the record's key; a sample of
 * the topic's records shows whether the producers use that partitioner.
 */
final class Placement {
    private static final int SAMPLE = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final KeyOptions key;
    private final int partitions;

    Placement(KeyOptions key, int partitions) {
        this.key = key;
        this.partitions = partitions;
    }

    int partitions() {
        return partitions;
    }

    /** The partition of a key's state. */
    int partition(String name) {
        boolean hex =
                key.from() == KeyOptions.From.RECORD && key.encoding() == KeyOptions.Encoding.HEX;
        return partition(hex ? HexFormat.of().parseHex(name) : name.getBytes(UTF_8));
    }

    private int partition(byte[] bytes) {
        return BuiltInPartitioner.partitionForKey(bytes, partitions);
    }

    /**
     * Compares the partition of each source partition's newest records with the one that Kafka's
     * partitioner would choose.
     *
     * @throws SpecException if a record is in another partition
     */
    void check(StreamSpec spec) {
        if (key.from() == KeyOptions.From.FIELD) {
            return; // Kafka Streams itself places them, in its repartition topic
        }
        String topic = spec.source().topic();
        try (CommittedReader reader = new CommittedReader(spec)) {
            List<TopicPartition> all = reader.begin(List.of(topic));
            var consumer = reader.consumer();
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            all.forEach(at -> consumer.seek(at, Math.max(begins.get(at), ends.get(at) - SAMPLE)));
            CommittedReader.Outcome outcome =
                    reader.read(
                            ends,
                            PATIENCE,
                            record -> {
                                compare(record);
                                return true;
                            });
            if (outcome == CommittedReader.Outcome.STALLED) {
                throw new IllegalStateException(
                        String.format(
                                Locale.ROOT,
                                "source.topic = %s: its newest records could not be read within %d s, to see where its producers place them; are all its brokers there?",
                                topic,
                                PATIENCE.toSeconds()));
            }
        }
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
                                    "source.topic = %s: the record at offset %d of partition %d would be in partition %d by Kafka's partitioner, which is how the key states' places are found: its producers use another one; write the topic with Kafka's (partitioner murmur2_random in librdkafka), or build the key states by reading it from the beginning",
                                    record.topic(),
                                    record.offset(),
                                    record.partition(),
                                    expected)));
        }
    }
}
