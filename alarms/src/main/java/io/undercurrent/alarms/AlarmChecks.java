package io.undercurrent.alarms;

import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.option.SinkOptions;
import io.undercurrent.spec.option.SpecException;
import io.undercurrent.stream.brokers.AdminQueries;
import io.undercurrent.stream.brokers.Privileges;
import io.undercurrent.stream.brokers.Privileges.Resource;
import io.undercurrent.streams.run.InternalTopics;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AclOperation;

/** Checks on the brokers, before the alarm topology starts, that it has what it needs. */
public final class AlarmChecks {
    private AlarmChecks() {}

    /**
     * Checks topics and privileges on the brokers. Creates the episodes topic if it does not exist,
     * with as many partitions as the scores topic has.
     *
     * @param spec the stream's declaration, with real brokers named
     * @return the topics that were created
     * @throws SpecException if a check fails; the message names the option, its value and what is
     *     allowed
     * @throws InterruptedException if interrupted
     */
    public static List<String> check(StreamSpec spec) throws InterruptedException {
        return AdminQueries.ask(spec, admin -> check(spec, AlarmsCommand.id(spec), admin));
    }

    private static List<String> check(StreamSpec spec, String application, Admin admin)
            throws ExecutionException, InterruptedException, TimeoutException {
        SinkOptions sink = spec.sink();
        Privileges privileges = new Privileges(admin);
        Map<String, Integer> partitions = new HashMap<>();
        Map<String, String> read =
                Map.of("sink.scores", sink.scores(), "sink.anomalies", sink.anomalies());
        for (var topic : read.entrySet()) {
            privileges
                    .topic(
                            Resource.topic(topic.getKey(), topic.getValue()),
                            topic.getValue(),
                            AclOperation.READ)
                    .ifPresent(
                            found -> partitions.put(topic.getValue(), found.partitions().size()));
        }
        privileges.group(Resource.group("source.group-id", application), application);
        privileges.refuse();
        checkPartitions(spec, partitions);
        InternalTopics.check(
                admin, application, AlarmTopology.internalTopics(spec, application), false);
        Resource episodes = Resource.topic("sink.episodes", sink.episodes());
        var there = privileges.topic(episodes, sink.episodes(), AclOperation.WRITE);
        privileges.refuse();
        if (there.isPresent()) {
            return List.of();
        }
        Optional<Integer> count = Optional.of(partitions.get(sink.scores()));
        NewTopic missing = new NewTopic(sink.episodes(), count, Optional.empty());
        privileges.creation(episodes, missing);
        privileges.refuse();
        List<String> created = AdminQueries.create(admin, List.of(missing));
        privileges.topic(episodes, sink.episodes(), AclOperation.WRITE);
        privileges.refuse();
        return created;
    }

    /**
     * Checks that both input topics exist and have the same number of partitions, because a key's
     * scores and anomalies must reach the same task.
     *
     * @param spec the stream's declaration
     * @param partitions the number of partitions by topic; topics that do not exist have no entry
     * @throws SpecException if a check fails; the message names the option, its value and what is
     *     allowed
     */
    public static void checkPartitions(StreamSpec spec, Map<String, Integer> partitions) {
        Integer scores = count("sink.scores", spec.sink().scores(), partitions);
        Integer anomalies = count("sink.anomalies", spec.sink().anomalies(), partitions);
        if (!scores.equals(anomalies)) {
            throw AdminQueries.refused(
                    String.format(
                            Locale.ROOT,
                            "sink.anomalies = %s: it has %d partitions and sink.scores = %s has %d;"
                                    + " allowed are equal numbers, as a key's scores and anomalies"
                                    + " are read together. Add partitions to neither: write both"
                                    + " topics again",
                            spec.sink().anomalies(),
                            anomalies,
                            spec.sink().scores(),
                            scores),
                    null);
        }
    }

    private static Integer count(String option, String topic, Map<String, Integer> partitions) {
        Integer count = partitions.get(topic);
        if (count == null) {
            throw AdminQueries.refused(
                    String.format(
                            Locale.ROOT,
                            "%s = %s: the brokers have no such topic; start the stream, which creates it, or correct the name",
                            option,
                            topic),
                    null);
        }
        return count;
    }
}
