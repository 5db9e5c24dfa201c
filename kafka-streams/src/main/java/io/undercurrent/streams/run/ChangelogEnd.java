package io.undercurrent.streams.run;

import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.brokers.CommittedReader;
import io.undercurrent.stream.brokers.CommittedReader.Isolation;
import io.undercurrent.stream.brokers.KafkaClients;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads a changelog from its beginning to its end, what was committed of it. */
public final class ChangelogEnd {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private ChangelogEnd() {}

    /**
     * Whether anything was committed to it.
     *
     * @param spec names the brokers
     * @param topic the changelog
     * @return false where it is empty, or holds what was undone
     */
    public static boolean holdsRecords(StreamSpec spec, String topic) {
        return !read(spec, topic, record -> false);
    }

    /**
     * Reads records until one is enough or all are read.
     *
     * @param spec names the brokers
     * @param topic the changelog
     * @param goOn takes each record; false is enough
     * @return whether all were read
     * @throws IllegalStateException where the end does not come, as while a killed instance's
     *     transaction is open
     */
    public static boolean read(
            StreamSpec spec, String topic, Predicate<ConsumerRecord<byte[], byte[]>> goOn) {
        List<String> topics = List.of(topic);
        try (var all =
                        new CommittedReader(
                                KafkaClients.properties(spec), Isolation.READ_UNCOMMITTED);
                var committed = new CommittedReader(spec)) {
            // The end of what was written, not of what is committed: an open transaction is waited
            // for.
            var ends = all.consumer().endOffsets(all.partitions(topics));
            committed.begin(topics);
            return switch (committed.read(ends, PATIENCE, goOn)) {
                case ALL -> true;
                case ENOUGH -> false;
                case STALLED ->
                        throw new IllegalStateException(
                                String.format(
                                        Locale.ROOT,
                                        "topic %s: its end is not committed after two minutes: is an instance of the application still running? Stop it and begin again",
                                        topic));
            };
        }
    }
}
