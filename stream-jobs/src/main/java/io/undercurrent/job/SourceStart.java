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
 * partition without one, which may be another deployment's. It also lets the consumer reset its
 * position if a restored offset no longer exists, and so loses records without a word; here that is
 * an error, unless the user accepts it.
 */
// The connector's interface still uses the client's deprecated enum.
@SuppressWarnings("deprecation")
final class SourceStart implements OffsetsInitializer {
    private static final long serialVersionUID = 1L;

    private final OffsetResetStrategy reset;
    private final StartOffsets known;
    private final OffsetsInitializer otherwise;

    /** With {@code acceptGap} a reader continues at the oldest record if its next one is gone. */
    SourceStart(SourceOptions.Start start, StartOffsets known, boolean acceptGap) {
        reset = acceptGap ? OffsetResetStrategy.EARLIEST : OffsetResetStrategy.NONE;
        this.known = known;
        otherwise =
                switch (start.from()) {
                    case EARLIEST -> OffsetsInitializer.earliest();
                    case LATEST -> OffsetsInitializer.latest();
                    case COMMITTED -> null; // asked for in getPartitionOffsets
                    case INSTANT -> OffsetsInitializer.timestamp(start.instant().toEpochMilli());
                };
    }

    @Override
    public Map<TopicPartition, Long> getPartitionOffsets(
            Collection<TopicPartition> partitions, PartitionOffsetsRetriever retriever) {
        boolean imported = !known.offsets().isEmpty();
        if (!imported && otherwise != null) {
            return otherwise.getPartitionOffsets(partitions, retriever);
        }
        // The connector's own start at committed offsets needs a reset policy for partitions that
        // have none.
        Map<TopicPartition, Long> committed =
                imported ? Map.of() : retriever.committedOffsets(partitions);
        Map<TopicPartition, Long> offsets = new HashMap<>();
        for (TopicPartition partition : partitions) {
            Long next =
                    imported ? known.offsets().get(partition.toString()) : committed.get(partition);
            offsets.put(partition, next == null ? KafkaPartitionSplit.EARLIEST_OFFSET : next);
        }
        return offsets;
    }

    @Override
    public OffsetResetStrategy getAutoOffsetResetStrategy() {
        return reset;
    }
}
