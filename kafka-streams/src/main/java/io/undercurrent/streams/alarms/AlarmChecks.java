package io.undercurrent.streams.alarms;

import io.undercurrent.spec.SpecException;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.brokers.KafkaClients;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Compares what the alarm topology needs with the brokers before it starts. */
public final class AlarmChecks {
    private static final long WAIT_SECONDS = 30;

    private AlarmChecks() {}

    /**
     * Asks the brokers, and creates the episodes topic where it is missing, with as many partitions
     * as the scores topic has.
     *
     * @param spec the stream's declaration, with real brokers named
     * @return the topics that were created
     * @throws SpecException naming the option, its value and what is allowed
     * @throws InterruptedException where the thread is interrupted
     */
    public static List<String> check(StreamSpec spec) throws InterruptedException {
        Properties properties = KafkaClients.properties(spec);
        properties.putIfAbsent("default.api.timeout.ms", "20000");
        properties.putIfAbsent("request.timeout.ms", "10000");
        String servers = "kafka.bootstrap.servers = " + properties.get("bootstrap.servers");
        try (Admin admin = Admin.create(properties)) {
            StreamSpec.Sink sink = spec.sink();
            Map<String, Integer> partitions = new HashMap<>();
            for (String topic : List.of(sink.scores(), sink.anomalies(), sink.episodes())) {
                partitions(admin, topic).ifPresent(count -> partitions.put(topic, count));
            }
            checkPartitions(spec, partitions);
            if (partitions.containsKey(sink.episodes())) {
                return List.of();
            }
            Optional<Integer> count = Optional.of(partitions.get(sink.scores()));
            NewTopic missing = new NewTopic(sink.episodes(), count, Optional.empty());
            try {
                admin.createTopics(List.of(missing)).all().get(WAIT_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof TopicExistsException) {
                    return List.of(); // another instance was quicker
                }
                throw e;
            }
            return List.of(sink.episodes());
        } catch (TimeoutException e) {
            throw refused(servers + ": no broker answered", e);
        } catch (ExecutionException e) {
            throw refused(servers + ": " + e.getCause(), e);
        } catch (org.apache.kafka.common.KafkaException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw refused(servers + ": " + cause.getMessage(), e);
        }
    }

    /**
     * Whether the topics that are read are there and a key's scores and anomalies meet.
     *
     * @param spec the stream's declaration
     * @param partitions how many partitions each topic has that exists
     * @throws SpecException naming the option, its value and what is allowed
     */
    public static void checkPartitions(StreamSpec spec, Map<String, Integer> partitions) {
        Integer scores = count("sink.scores", spec.sink().scores(), partitions);
        Integer anomalies = count("sink.anomalies", spec.sink().anomalies(), partitions);
        if (!scores.equals(anomalies)) {
            throw refused(
                    ("sink.anomalies = %s: it has %d partitions and sink.scores = %s has %d;"
                                    + " allowed are equal numbers, as a key's scores and anomalies"
                                    + " are read together. Add partitions to neither: write both"
                                    + " topics anew")
                            .formatted(
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
            throw refused(
                    "%s = %s: the brokers have no such topic; start the stream, which creates it, or correct the name"
                            .formatted(option, topic),
                    null);
        }
        return count;
    }

    private static Optional<Integer> partitions(Admin admin, String topic)
            throws ExecutionException, InterruptedException, TimeoutException {
        try {
            return Optional.of(
                    admin.describeTopics(List.of(topic))
                            .allTopicNames()
                            .get(WAIT_SECONDS, TimeUnit.SECONDS)
                            .get(topic)
                            .partitions()
                            .size());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static SpecException refused(String problem, Throwable cause) {
        SpecException refused = new SpecException(List.of(problem));
        if (cause != null) {
            refused.initCause(cause);
        }
        return refused;
    }
}
