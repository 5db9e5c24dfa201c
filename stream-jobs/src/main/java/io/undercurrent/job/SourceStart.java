package io.undercurrent.job;

import io.undercurrent.spec.option.SourceOptions;
import io.undercurrent.stream.brokers.StartOffsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/**
 * Chooses the start offsets of a source without restored state. With an imported state, they are
 * its offsets, and the beginning for partitions that it does not contain; otherwise {@code
 * source.start} decides.
 *
 * <p>The connector's own initializer for given offsets uses the group's committed offset for every
 * partition without one, which may be another deployment's. Also, for some kinds of start, the
 * connector lets the consumer reset to the end if a restored offset no longer exists, and so skips
 * records that still exist.
 */
// The connector's interface still uses the client's deprecated enum.
@SuppressWarnings("deprecation")
final class SourceStart implements OffsetsInitializer {
    private static final long serialVersionUID = 1L;

    private final StartOffsets known;
    private final OffsetsInitializer otherwise;

    SourceStart(SourceOptions.Start start, StartOffsets known) {
        this.known = known;
        otherwise =
                switch (start.from()) {
                    case EARLIEST -> OffsetsInitializer.earliest();
                    case LATEST -> OffsetsInitializer.latest();
                    case COMMITTED ->
                            OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST);
                    case INSTANT -> OffsetsInitializer.timestamp(start.instant().toEpochMilli());
                };
    }

    @Override
    public Map<TopicPartition, Long> getPartitionOffsets(
            Collection<TopicPartition> partitions, PartitionOffsetsRetriever retriever) {
        if (known.offsets().isEmpty()) {
            return otherwise.getPartitionOffsets(partitions, retriever);
        }
        Map<TopicPartition, Long> offsets = new HashMap<>();
        for (TopicPartition partition : partitions) {
            Long next = known.offsets().get(partition.toString());
            offsets.put(partition, next == null ? KafkaPartitionSplit.EARLIEST_OFFSET : next);
        }
        return offsets;
    }

    @Override
    public OffsetResetStrategy getAutoOffsetResetStrategy() {
        return OffsetResetStrategy.EARLIEST;
    }
}
