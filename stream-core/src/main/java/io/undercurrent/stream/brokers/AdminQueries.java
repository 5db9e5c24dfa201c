package io.undercurrent.stream.brokers;

import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.option.SpecException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Admin requests that several classes share. Every request has a timeout. */
public final class AdminQueries {
    private static final long WAIT_SECONDS = 30;
    private static final long MEET_SECONDS = 2;

    /** A transaction of a killed instance stays open until the brokers end it. */
    private static final long STABLE_SECONDS = 120;

    private static final long STABLE_PAUSE_MILLIS = 20;

    private static final long KNOWN_PAUSE_MILLIS = 50;

    private AdminQueries() {}

    /**
     * A request to the brokers.
     *
     * @param <T> the type of the answer
     */
    @FunctionalInterface
    public interface Question<T> {
        /**
         * Sends the request.
         *
         * @param admin the brokers
         * @return the answer
         * @throws ExecutionException if the brokers refuse
         * @throws InterruptedException if the thread is interrupted
         * @throws TimeoutException if they do not answer
         */
        T ask(Admin admin) throws ExecutionException, InterruptedException, TimeoutException;
    }

    /**
     * Asks a stream's brokers; if that fails, the exception names the brokers.
     *
     * @param spec the stream's declaration
     * @param question what to ask
     * @return the answer
     * @param <T> the type of the answer
     * @throws SpecException if the brokers refuse or do not answer; the message names them and
     *     their answer
     * @throws InterruptedException if the thread is interrupted
     */
    public static <T> T ask(StreamSpec spec, Question<T> question) throws InterruptedException {
        Properties properties = KafkaClients.properties(spec);
        properties.putIfAbsent("default.api.timeout.ms", "20000");
        properties.putIfAbsent("request.timeout.ms", "10000");
        String servers = "kafka.bootstrap.servers = " + properties.getProperty("bootstrap.servers");
        if (!ListenerProbe.isTls(properties)) {
            refuseMismatch(properties);
        }
        Admin admin = null;
        try {
            admin = Admin.create(properties);
            meet(admin, properties);
            return question.ask(admin);
        } catch (TimeoutException e) {
            throw unanswered(properties, servers, e);
        } catch (ExecutionException e) {
            throw Connection.refusal(properties, e)
                    .orElseGet(() -> unanswered(properties, servers, e));
        } catch (KafkaException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw Connection.refusal(properties, e)
                    .orElseGet(() -> refused(servers + ": " + cause.getMessage(), e));
        } finally {
            if (admin != null) {
                admin.close(Duration.ZERO); // pending requests have failed: do not wait
            }
        }
    }

    /**
     * Creates a refusal for a failure that names nothing to change; if no broker answered, it adds
     * a possible reason.
     */
    static SpecException unanswered(Properties client, String servers, Exception e) {
        Throwable cause = e.getCause();
        boolean silent =
                cause == null || cause instanceof org.apache.kafka.common.errors.TimeoutException;
        return refused(
                servers
                        + ": "
                        + (cause == null ? "no broker answered" : cause)
                        + (silent ? Connection.silence(client) : ""),
                e);
    }

    /**
     * If the brokers do not answer a client that speaks TLS, checks the listeners with {@link
     * ListenerProbe}.
     */
    private static void meet(Admin admin, Properties properties)
            throws ExecutionException, InterruptedException {
        try {
            var unused = admin.describeCluster().nodes().get(MEET_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            if (ListenerProbe.isTls(properties)) {
                refuseMismatch(properties);
            }
        }
    }

    private static void refuseMismatch(Properties properties) {
        ListenerProbe.mismatch(properties)
                .ifPresent(
                        problem -> {
                            throw refused(problem, null);
                        });
    }

    /**
     * Creates a refusal.
     *
     * @param problem the message
     * @param cause the cause, or null
     * @return the exception
     */
    public static SpecException refused(String problem, Throwable cause) {
        SpecException refused = new SpecException(List.of(problem));
        if (cause != null) {
            refused.initCause(cause);
        }
        return refused;
    }

    /**
     * Waits for an answer.
     *
     * @param answer the pending answer
     * @return the answer
     * @param <T> the type of the answer
     * @throws ExecutionException if the brokers refuse
     * @throws InterruptedException if the thread is interrupted
     * @throws TimeoutException if they do not answer
     */
    public static <T> T await(KafkaFuture<T> answer)
            throws ExecutionException, InterruptedException, TimeoutException {
        return answer.get(WAIT_SECONDS, TimeUnit.SECONDS);
    }

    /**
     * Lists the partitions of a topic.
     *
     * @param admin the brokers
     * @param topic the topic
     * @return its partitions in order
     * @throws ExecutionException if the brokers refuse or the topic does not exist
     * @throws InterruptedException if the thread is interrupted
     * @throws TimeoutException if they do not answer
     */
    public static List<TopicPartition> partitions(Admin admin, String topic)
            throws ExecutionException, InterruptedException, TimeoutException {
        return describe(admin, topic).partitions().stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
    }

    /** What the brokers say of a topic: its id and its partitions. */
    static TopicDescription describe(Admin admin, String topic)
            throws ExecutionException, InterruptedException, TimeoutException {
        return await(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic);
    }

    /**
     * Creates topics; it is no error if another process has created one of them meanwhile.
     *
     * @param admin the brokers
     * @param topics the topics
     * @return the names of those that were created here
     * @throws ExecutionException if the brokers refuse
     * @throws InterruptedException if the thread is interrupted
     * @throws TimeoutException if they do not answer
     */
    public static List<String> create(Admin admin, Collection<NewTopic> topics)
            throws ExecutionException, InterruptedException, TimeoutException {
        Map<String, KafkaFuture<Void>> made = admin.createTopics(topics).values();
        List<String> created = new ArrayList<>();
        for (NewTopic topic : topics) {
            try {
                await(made.get(topic.name()));
                created.add(topic.name());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        }
        awaitKnown(admin, made.keySet());
        return created;
    }

    /** Waits until new topics are known: the broker that answers next may not know them yet. */
    private static void awaitKnown(Admin admin, Set<String> topics)
            throws ExecutionException, InterruptedException, TimeoutException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
        while (true) {
            try {
                await(admin.describeTopics(topics).allTopicNames());
                return;
            } catch (ExecutionException e) {
                boolean unknown = e.getCause() instanceof UnknownTopicOrPartitionException;
                if (!unknown || System.nanoTime() - end > 0) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(KNOWN_PAUSE_MILLIS);
            }
        }
    }

    /**
     * Reads the settings of topics.
     *
     * @param admin the brokers
     * @param topics names of existing topics
     * @return each topic's settings
     * @throws ExecutionException if the brokers refuse or a topic does not exist
     * @throws InterruptedException if the thread is interrupted
     * @throws TimeoutException if they do not answer
     */
    public static Map<String, Config> settings(Admin admin, Collection<String> topics)
            throws ExecutionException, InterruptedException, TimeoutException {
        List<ConfigResource> asked =
                topics.stream()
                        .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                        .toList();
        Map<String, Config> settings = new TreeMap<>();
        await(admin.describeConfigs(asked).all())
                .forEach((topic, config) -> settings.put(topic.name(), config));
        return settings;
    }

    /**
     * Looks up offsets of partitions.
     *
     * @param admin the brokers
     * @param partitions the partitions
     * @param which the first offsets, the last ones, or those of a timestamp
     * @param isolation whether the last offsets are those of committed records or of all records
     * @return the offset of each partition; -1 if there is none for the timestamp
     * @throws ExecutionException if the brokers refuse
     * @throws InterruptedException if the thread is interrupted
     * @throws TimeoutException if they do not answer
     */
    public static Map<TopicPartition, Long> offsets(
            Admin admin,
            Collection<TopicPartition> partitions,
            OffsetSpec which,
            IsolationLevel isolation)
            throws ExecutionException, InterruptedException, TimeoutException {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        partitions.forEach(partition -> asked.put(partition, which));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        await(admin.listOffsets(asked, new ListOffsetsOptions(isolation)).all())
                .forEach((partition, info) -> offsets.put(partition, info.offset()));
        return offsets;
    }

    /**
     * Reads the offsets that a group has committed. Waits while a transaction that changes one of
     * them is being committed, as it always is for a moment while instances of an application run.
     *
     * @param admin the brokers
     * @param group the group
     * @return the offsets of the partitions that have any
     * @throws ExecutionException if the brokers refuse
     * @throws InterruptedException if the thread is interrupted
     * @throws TimeoutException if they do not answer, or a transaction stays open
     */
    public static Map<TopicPartition, Long> committed(Admin admin, String group)
            throws ExecutionException, InterruptedException, TimeoutException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(STABLE_SECONDS);
        while (true) {
            // The admin client leaves out partitions whose offset is about to change.
            Map<TopicPartition, Long> offsets = committed(admin, group, true);
            Set<TopicPartition> open = new HashSet<>(committed(admin, group, false).keySet());
            open.removeAll(offsets.keySet());
            if (open.isEmpty()) {
                return offsets;
            }
            if (System.nanoTime() - end > 0) {
                throw new TimeoutException(
                        String.format(
                                Locale.ROOT,
                                "a transaction of group %s has changed the offsets of %s for %d s and is still open: was an instance killed? Wait until it times out on the brokers, and start again",
                                group,
                                open,
                                STABLE_SECONDS));
            }
            TimeUnit.MILLISECONDS.sleep(STABLE_PAUSE_MILLIS);
        }
    }

    /**
     * The offsets that a group has committed, without those that a transaction is changing now: of
     * these the ones before.
     *
     * @param admin the brokers
     * @param group the group
     * @return the offsets of the partitions that have any
     * @throws ExecutionException where the brokers refuse
     * @throws InterruptedException where the thread is interrupted
     * @throws TimeoutException where they do not answer
     */
    public static Map<TopicPartition, Long> lastCommitted(Admin admin, String group)
            throws ExecutionException, InterruptedException, TimeoutException {
        return committed(admin, group, false);
    }

    private static Map<TopicPartition, Long> committed(Admin admin, String group, boolean stable)
            throws ExecutionException, InterruptedException, TimeoutException {
        var options = new ListConsumerGroupOffsetsOptions().requireStable(stable);
        Map<TopicPartition, OffsetAndMetadata> all =
                await(
                        admin.listConsumerGroupOffsets(group, options)
                                .partitionsToOffsetAndMetadata());
        Map<TopicPartition, Long> offsets = new HashMap<>();
        all.forEach(
                (partition, offset) -> {
                    if (offset != null) {
                        offsets.put(partition, offset.offset());
                    }
                });
        return offsets;
    }
}
