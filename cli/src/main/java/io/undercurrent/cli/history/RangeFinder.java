package io.undercurrent.cli.history;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Turns --from and --to into offsets when the training starts. */
public final class RangeFinder {
    /** The first record that the topic still has. */
    public static final String EARLIEST = "earliest";

    /** The topic's current end. */
    public static final String LATEST = "latest";

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final String topic;

    RangeFinder(KafkaConsumer<byte[], byte[]> consumer, String topic) {
        this.consumer = consumer;
        this.topic = topic;
    }

    /**
     * Looks the offsets up.
     *
     * @param from earliest, latest or an instant, by the records' Kafka timestamps
     * @param to the same; records at or after it are not read
     * @throws IllegalArgumentException if an instant cannot be parsed, the topic does not exist, no
     *     broker answers, or nothing is in range
     */
    TopicRange find(String from, String to) {
        try {
            List<PartitionInfo> infos = consumer.partitionsFor(topic);
            if (infos == null || infos.isEmpty()) {
                throw missing(null);
            }
            List<TopicPartition> partitions =
                    infos.stream().map(i -> new TopicPartition(topic, i.partition())).toList();
            Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions);
            Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
            Map<TopicPartition, Long> begin = offsets("--from", from, first, end);
            Map<TopicPartition, Long> stop = offsets("--to", to, first, end);
            Map<Integer, TopicRange.Part> parts = new LinkedHashMap<>();
            long there = 0;
            for (TopicPartition p : partitions) {
                parts.put(p.partition(), new TopicRange.Part(begin.get(p), stop.get(p)));
                there += end.get(p) - first.get(p);
            }
            TopicRange range = new TopicRange(topic, parts);
            if (range.records() == 0) {
                throw new IllegalArgumentException(
                        String.format(
                                Locale.ROOT,
                                "--topic = %s, --from = %s, --to = %s: nothing in that range (by the records' Kafka timestamps); the topic holds %d records in all; name a wider range, or fill the topic",
                                topic,
                                from,
                                to,
                                there));
            }
            return range;
        } catch (UnknownTopicOrPartitionException e) {
            throw missing(e);
        } catch (TimeoutException e) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "kafka.bootstrap.servers: no broker answered for topic %s: %s",
                            topic,
                            e.getMessage()),
                    e);
        }
    }

    private IllegalArgumentException missing(KafkaException cause) {
        return new IllegalArgumentException(
                String.format(
                        Locale.ROOT,
                        "--topic = %s: the brokers have no such topic; correct the name",
                        topic),
                cause);
    }

    private Map<TopicPartition, Long> offsets(
            String option,
            String text,
            Map<TopicPartition, Long> first,
            Map<TopicPartition, Long> end) {
        if (text.equals(EARLIEST)) {
            return first;
        }
        if (text.equals(LATEST)) {
            return end;
        }
        long millis;
        try {
            millis = Instant.parse(text).toEpochMilli();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "%s = %s: allowed are earliest, latest and instants such as 2026-01-02T03:04:05Z",
                            option,
                            text),
                    e);
        }
        Map<TopicPartition, Long> times = new HashMap<>();
        first.keySet().forEach(p -> times.put(p, millis));
        Map<TopicPartition, Long> found = new HashMap<>(end);
        for (Map.Entry<TopicPartition, OffsetAndTimestamp> entry :
                consumer.offsetsForTimes(times).entrySet()) {
            if (entry.getValue() != null) {
                found.put(entry.getKey(), entry.getValue().offset());
            }
        }
        return found;
    }
}
