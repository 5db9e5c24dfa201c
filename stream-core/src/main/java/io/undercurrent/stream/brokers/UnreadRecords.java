package io.undercurrent.stream.brokers;

import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.option.SpecException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * Checks whether the brokers still have the records that follow a state. If retention has deleted
 * some, or the topic was created again, Kafka's own offset reset would silently continue elsewhere.
 */
public final class UnreadRecords {
    private UnreadRecords() {}

    /**
     * Checks the source topic.
     *
     * @param spec the stream's declaration, with real brokers named
     * @param next the offsets at which the state resumes
     * @param acceptGap whether records may be missing; the topic's name must still be the same
     * @throws SpecException if records are missing, naming each partition; or if the state is of a
     *     topic with another name, or the offsets cannot be read
     * @throws InterruptedException if the thread is interrupted
     */
    public static void check(StreamSpec spec, StartOffsets next, boolean acceptGap)
            throws InterruptedException {
        check(spec, "source.topic", spec.source().topic(), next, acceptGap);
    }

    /**
     * Checks a topic that another option names.
     *
     * @param spec the stream's declaration, with real brokers named
     * @param option the option that names the topic, for messages
     * @param topic the topic
     * @param next the offsets at which reading resumes
     * @param acceptGap whether records may be missing; the topic's name must still be the same
     * @throws SpecException if records are missing, naming each partition; or if the state is of a
     *     topic with another name, or the offsets cannot be read
     * @throws InterruptedException if the thread is interrupted
     */
    public static void check(
            StreamSpec spec, String option, String topic, StartOffsets next, boolean acceptGap)
            throws InterruptedException {
        Map<TopicPartition, Long> expected = new HashMap<>();
        for (Map.Entry<String, Long> entry : next.offsets().entrySet()) {
            TopicPartition partition = StartOffsets.partition(entry.getKey());
            if (!partition.topic().equals(topic)) {
                throw new SpecException(
                        List.of(
                                String.format(
                                        Locale.ROOT,
                                        "%s = %s: the state belongs to topic %s; name that topic, or discard the state with --fresh",
                                        option,
                                        topic,
                                        partition.topic())));
            }
            if (entry.getValue() >= 0) {
                expected.put(partition, entry.getValue());
            }
        }
        if (acceptGap || expected.isEmpty()) {
            return;
        }
        Properties properties = KafkaClients.properties(spec);
        properties.putIfAbsent("default.api.timeout.ms", "20000");
        properties.putIfAbsent("request.timeout.ms", "10000");
        try (Admin admin = Admin.create(properties)) {
            Map<TopicPartition, Long> first = offsets(admin, expected, OffsetSpec.earliest());
            Map<TopicPartition, Long> end = offsets(admin, expected, OffsetSpec.latest());
            List<String> problems = new ArrayList<>();
            expected.forEach(
                    (partition, at) ->
                            compare(
                                    option,
                                    topic,
                                    partition,
                                    at,
                                    first.get(partition),
                                    end.get(partition),
                                    problems));
            if (!problems.isEmpty()) {
                throw new SpecException(problems);
            }
        } catch (ExecutionException | TimeoutException e) {
            SpecException refused =
                    new SpecException(
                            List.of(
                                    String.format(
                                            Locale.ROOT,
                                            "%s = %s: its offsets cannot be read: %s",
                                            option,
                                            topic,
                                            e.getCause() == null ? e : e.getCause())));
            refused.initCause(e);
            throw refused;
        }
    }

    private static Map<TopicPartition, Long> offsets(
            Admin admin, Map<TopicPartition, Long> partitions, OffsetSpec which)
            throws InterruptedException, ExecutionException, TimeoutException {
        return AdminQueries.offsets(
                admin, partitions.keySet(), which, IsolationLevel.READ_UNCOMMITTED);
    }

    private static void compare(
            String option,
            String topic,
            TopicPartition partition,
            long at,
            long first,
            long end,
            List<String> problems) {
        if (at < first) {
            problems.add(
                    String.format(
                            Locale.ROOT,
                            "%s = %s: the source resumes at offset %d of partition %d, the broker's oldest is %d: %d records were deleted unread; --accept-gap resumes at the oldest that there is",
                            option,
                            topic,
                            at,
                            partition.partition(),
                            first,
                            first - at));
        } else if (at > end) {
            problems.add(
                    String.format(
                            Locale.ROOT,
                            "%s = %s: the source resumes at offset %d of partition %d, which ends at %d: is it another topic of the same name? --accept-gap reads it from its beginning",
                            option,
                            topic,
                            at,
                            partition.partition(),
                            end));
        }
    }
}
