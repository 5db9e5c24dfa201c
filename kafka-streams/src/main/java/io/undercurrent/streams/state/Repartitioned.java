package io.undercurrent.streams.state;

import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.brokers.BrokerQuestions;
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
 * Where keys are fields, events wait in a repartition topic between source and memory: the source's
 * offsets tell where the memories end only once that topic is read to its end.
 */
final class Repartitioned {
    private Repartitioned() {}

    /**
     * Refuses an application that has not read it to its end.
     *
     * @throws IllegalStateException where records wait in it
     */
    static void checkRead(Admin admin, StreamSpec spec, Set<String> topics)
            throws InterruptedException, ExecutionException, TimeoutException {
        String topic = ChangelogTopics.repartition(Application.id(spec));
        if (!topics.contains(topic)) {
            return;
        }
        Map<TopicPartition, Long> ends =
                BrokerQuestions.offsets(
                        admin,
                        BrokerQuestions.partitions(admin, topic),
                        OffsetSpec.latest(),
                        IsolationLevel.READ_COMMITTED);
        Map<TopicPartition, Long> committed =
                BrokerQuestions.committed(admin, Application.id(spec));
        for (var end : ends.entrySet()) {
            // One marker of a transaction may lie between the last record and the end.
            long waiting = end.getValue() - committed.getOrDefault(end.getKey(), 0L);
            if (waiting > 1) {
                throw new IllegalStateException(
                        String.format(
                                Locale.ROOT,
                                "topic %s: %d records of partition %d are not scored yet, so the source's offsets do not tell where the memories end: stop the events, let run catch up, stop it and begin again",
                                topic,
                                waiting,
                                end.getKey().partition()));
            }
        }
    }
}
