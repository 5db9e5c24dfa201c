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

/** Reads the committed records of a changelog, from its beginning to its end. */
public final class ChangelogEnd {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private ChangelogEnd() {}

    /**
     * Whether a changelog contains committed records.
     *
     * @param spec the declaration with the brokers
     * @param topic the changelog
     * @return false if it is empty or holds only aborted records
     */
    public static boolean holdsRecords(StreamSpec spec, String topic) {
        return !read(spec, topic, record -> false);
    }

    /**
     * Reads records until {@code goOn} returns false or all are read.
     *
     * @param spec the declaration with the brokers
     * @param topic the changelog
     * @param goOn receives each record and returns false to stop reading
     * @return whether reading reached the end
     * @throws IllegalStateException if the end is not reached in time, for example because a killed
     *     instance's transaction is still open
     */
    public static boolean read(
            StreamSpec spec, String topic, Predicate<ConsumerRecord<byte[], byte[]>> goOn) {
        List<String> topics = List.of(topic);
        try (var all =
                        new CommittedReader(
                                KafkaClients.properties(spec), Isolation.READ_UNCOMMITTED);
                var committed = new CommittedReader(spec)) {
            // This is the end of all written records, not of the committed ones, so that reading
            // waits for open transactions.
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
