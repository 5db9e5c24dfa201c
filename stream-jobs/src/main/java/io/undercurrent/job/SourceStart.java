package io.undercurrent.job;

import io.undercurrent.spec.SourceOptions;
import io.undercurrent.stream.brokers.StartOffsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/**
 * Where the source begins in a topic that no state of its own tells of: at the offsets of an
 * imported state, and in partitions which that never saw at their beginning; without one as {@code
 * source.start} says.
 *
 * <p>The connector's own initializer of given offsets asks for the group's committed ones wherever
 * none is given, which may be another deployment's. And for some kinds of start the connector has
 * the consumer reset to the end where a restored offset is gone, past records that are still there.
 */
// The connector's interface still asks for the client's old enum.
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
