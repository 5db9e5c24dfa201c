package io.undercurrent.job;

import io.undercurrent.spec.SourceOptions;
import io.undercurrent.spec.SpecException;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.brokers.KafkaClients;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What a source topic holds when a bootstrap begins.
 *
 * @param records offsets from {@code source.start} to the ends, all partitions together: at most so
 *     many records
 * @param last the last record of each partition by {@code topic-partition}, where it holds any in
 *     range; an end may have only markers of transactions before it, so it is looked for
 */
public record HistoryRange(long records, Map<String, Long> last) {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);
    private static final int FIRST_LOOK = 16;

    /** Copies the map, sorted. */
    public HistoryRange {
        last = new TreeMap<>(last);
    }

    /**
     * Asks the brokers.
     *
     * @param spec the stream's declaration, with real brokers named and a source topic that is
     *     there
     * @return what there is to read
     * @throws SpecException where {@code source.start} leaves no history
     */
    public static HistoryRange find(StreamSpec spec) {
        if (spec.source().start().from() == SourceOptions.Start.From.LATEST) {
            throw new SpecException(
                    List.of(
                            "source.start = latest: leaves no history to build memories from; allowed for a bootstrap are earliest, committed and an instant"));
        }
        Properties properties = KafkaClients.properties(spec);
        properties.put("isolation.level", "read_committed");
        properties.put("enable.auto.commit", "false");
        properties.put("group.id", spec.source().groupId());
        properties.put("auto.offset.reset", "earliest");
        try (var consumer =
                new KafkaConsumer<>(
                        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(spec.source().topic()).stream()
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Map<TopicPartition, Long> begins = begins(consumer, partitions, spec.source().start());
            long records = 0;
            Map<String, Long> last = new HashMap<>();
            for (TopicPartition partition : partitions) {
                long begin = begins.get(partition);
                long end = ends.get(partition);
                records += Math.max(0, end - begin);
                long found = lastBefore(consumer, partition, begin, end);
                if (found >= 0) {
                    last.put(partition.toString(), found);
                }
            }
            return new HistoryRange(records, last);
        }
    }

    private static Map<TopicPartition, Long> begins(
            KafkaConsumer<byte[], byte[]> consumer,
            List<TopicPartition> partitions,
            SourceOptions.Start start) {
        Map<TopicPartition, Long> begins = new HashMap<>(consumer.beginningOffsets(partitions));
        if (start.from() == SourceOptions.Start.From.COMMITTED) {
            consumer.committed(Map.copyOf(begins).keySet())
                    .forEach(
                            (p, at) ->
                                    begins.computeIfPresent(
                                            p,
                                            (k, b) -> at == null ? b : Math.max(b, at.offset())));
        } else if (start.from() == SourceOptions.Start.From.INSTANT) {
            Map<TopicPartition, Long> times = new HashMap<>();
            partitions.forEach(p -> times.put(p, start.instant().toEpochMilli()));
            begins.putAll(consumer.endOffsets(partitions));
            for (Map.Entry<TopicPartition, OffsetAndTimestamp> entry :
                    consumer.offsetsForTimes(times).entrySet()) {
                if (entry.getValue() != null) {
                    begins.put(entry.getKey(), entry.getValue().offset());
                }
            }
        }
        return begins;
    }

    /** The last committed record of [begin, end), or -1. */
    private static long lastBefore(
            KafkaConsumer<byte[], byte[]> consumer,
            TopicPartition partition,
            long begin,
            long end) {
        consumer.assign(List.of(partition));
        long to = end;
        for (long look = FIRST_LOOK; to > begin; look *= FIRST_LOOK) {
            long from = Math.max(begin, end - look);
            consumer.seek(partition, from);
            long found = -1;
            long deadline = System.nanoTime() + PATIENCE;
            long reached = from;
            while (consumer.position(partition) < to) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    found = record.offset() < to ? record.offset() : found;
                }
                long position = consumer.position(partition);
                if (position > reached) {
                    reached = position;
                    deadline = System.nanoTime() + PATIENCE;
                }
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException(
                            String.format(
                                    Locale.ROOT,
                                    "%s: nothing came for 60 s before offset %d; check the brokers",
                                    partition,
                                    to));
                }
            }
            if (found >= 0) {
                return found;
            }
            to = from;
        }
        return -1;
    }
}
