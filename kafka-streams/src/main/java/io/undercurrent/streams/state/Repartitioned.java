package io.undercurrent.streams.state;

import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.brokers.AdminQueries;
import io.undercurrent.streams.run.Application;
import io.undercurrent.streams.scoring.ChangelogTopics;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * Checks that the repartition topic has been read to its end. If keys are fields, events pass
 * through that topic before they are scored, so the group's source offsets match the key states
 * only when no records are left in it.
 */
final class Repartitioned {
    private Repartitioned() {}

    /**
     * Fails if the application has not read its repartition topic to the end.
     *
     * @throws IllegalStateException if records in it are not scored yet
     */
    static void checkRead(Admin admin, StreamSpec spec, Set<String> topics)
            throws InterruptedException, ExecutionException, TimeoutException {
        String topic = ChangelogTopics.repartition(Application.id(spec));
        if (!topics.contains(topic)) {
            return;
        }
        Map<TopicPartition, Long> ends =
                AdminQueries.offsets(
                        admin,
                        AdminQueries.partitions(admin, topic),
                        OffsetSpec.latest(),
                        IsolationLevel.READ_COMMITTED);
        Map<TopicPartition, Long> committed = AdminQueries.committed(admin, Application.id(spec));
        for (var end : ends.entrySet()) {
            // One transaction marker may be between the last record and the end.
            long waiting = end.getValue() - committed.getOrDefault(end.getKey(), 0L);
            if (waiting > 1) {
                throw new IllegalStateException(
                        String.format(
                                Locale.ROOT,
                                "topic %s: %d records of partition %d are not scored yet, so the source's offsets do not tell where the key states end: stop the events, let run catch up, stop it and begin again",
                                topic,
                                waiting,
                                end.getKey().partition()));
            }
        }
    }
}
