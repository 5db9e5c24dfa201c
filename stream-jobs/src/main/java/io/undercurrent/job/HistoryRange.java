package io.undercurrent.job;

import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.option.SourceOptions;
import io.undercurrent.spec.option.SpecException;
import io.undercurrent.stream.brokers.CommittedReader;
import io.undercurrent.stream.brokers.CommittedReader.Isolation;
import io.undercurrent.stream.brokers.KafkaClients;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;

/**
 * The records of a source topic that a bootstrap reads, as of its start.
 *
 * @param records number of offsets from {@code source.start} to the ends of all partitions, an
 *     upper bound for the number of records
 * @param last offset of the last record in range, by {@code topic-partition}; partitions without
 *     one are missing. The record is searched for, because the offsets before a partition's end may
 *     be transaction markers
 */
public record HistoryRange(long records, Map<String, Long> last) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int FIRST_LOOK = 16;

    /** Copies the map into a sorted one. */
    public HistoryRange {
        last = new TreeMap<>(last);
    }

    /**
     * Reads the range from the brokers.
     *
     * @param spec the stream's declaration, with real brokers named and a source topic that exists
     * @return the range
     * @throws SpecException if {@code source.start} leaves no history
     */
    public static HistoryRange find(StreamSpec spec) {
        if (spec.source().start().from() == SourceOptions.Start.From.LATEST) {
            throw new SpecException(
                    List.of(
                            "source.start = latest: leaves no history to build key states from; allowed for a bootstrap are earliest, committed and an instant"));
        }
        Properties properties = KafkaClients.properties(spec);
        properties.put("group.id", spec.source().groupId()); // needed to read its committed offsets
        try (var reader = new CommittedReader(properties, Isolation.READ_COMMITTED)) {
            var consumer = reader.consumer();
            List<TopicPartition> partitions = reader.partitions(List.of(spec.source().topic()));
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Map<TopicPartition, Long> begins = begins(consumer, partitions, spec.source().start());
            long records = 0;
            Map<String, Long> last = new HashMap<>();
            for (TopicPartition partition : partitions) {
                long begin = begins.get(partition);
                long end = ends.get(partition);
                records += Math.max(0, end - begin);
                long found = lastBefore(reader, partition, begin, end);
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

    /** The offset of the last committed record in [begin, end), or -1. */
    private static long lastBefore(
            CommittedReader reader, TopicPartition partition, long begin, long end) {
        reader.consumer().assign(List.of(partition));
        long to = end;
        for (long look = FIRST_LOOK; to > begin; look *= FIRST_LOOK) {
            long from = Math.max(begin, end - look);
            reader.consumer().seek(partition, from);
            long before = to;
            long[] found = {-1};
            CommittedReader.Outcome outcome =
                    reader.read(
                            Map.of(partition, before),
                            PATIENCE,
                            record -> {
                                found[0] = record.offset() < before ? record.offset() : found[0];
                                return true;
                            });
            if (outcome == CommittedReader.Outcome.STALLED) {
                throw new IllegalStateException(
                        String.format(
                                Locale.ROOT,
                                "%s: nothing came for 60 s before offset %d; check the brokers",
                                partition,
                                before));
            }
            if (found[0] >= 0) {
                return found[0];
            }
            to = from;
        }
        return -1;
    }
}
