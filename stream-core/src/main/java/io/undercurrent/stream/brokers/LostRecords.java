package io.undercurrent.stream.brokers;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;

/**
 * Explains that a consumer found the records gone that it was to read next.
 *
 * <p>Consumers of the source have no reset policy: with one, a stream that is slower than its
 * topic's retention would continue elsewhere without a word.
 */
public final class LostRecords {
    private LostRecords() {}

    /**
     * Looks for such a failure.
     *
     * @param failure what ended a task or thread
     * @return what is gone and what the user can do; empty if the failure is another one
     */
    public static Optional<String> of(Throwable failure) {
        for (Throwable e = failure; e != null; e = e.getCause()) {
            if (e instanceof InvalidOffsetException lost) {
                return Optional.of(text(lost));
            }
        }
        return Optional.empty();
    }

    private static String text(InvalidOffsetException lost) {
        Map<String, Object> places = new TreeMap<>();
        if (lost instanceof OffsetOutOfRangeException range) {
            range.offsetOutOfRangePartitions()
                    .forEach((partition, offset) -> places.put(partition + "@" + offset, offset));
        } else {
            for (TopicPartition partition : lost.partitions()) {
                places.put(partition.toString(), 0);
            }
        }
        return String.format(
                Locale.ROOT,
                "source.topic: the next records are gone, at %s: they were deleted before they were read, or the topic was deleted and created again. If the stream is slower than the topic's retention, raise its retention.ms or retention.bytes, or job.parallelism. Then start again; --accept-gap continues with the oldest records that are left",
                String.join(", ", places.keySet()));
    }
}
