package io.undercurrent.stream.brokers;

import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.option.SinkOptions;
import io.undercurrent.spec.option.SpecException;
import io.undercurrent.stream.brokers.Privileges.Resource;
import io.undercurrent.stream.record.Outgoing;
import io.undercurrent.stream.record.ResultBounds;
import io.undercurrent.stream.record.ResultBounds.Bound;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.ClusterAuthorizationException;

/**
 * Checks a stream's declaration against the brokers before anything starts: it refuses now what
 * would fail or lose output hours later. It creates output topics that are missing.
 */
public final class BrokerChecks {
    private static final String SOURCE = "source.topic";
    private static final String GROUP = "source.group-id";
    private static final String PREFIX = "sink.transactional-id-prefix";
    private static final String INTERVAL = "checkpoint.interval";
    private static final AclOperation READ = AclOperation.READ;
    private static final AclOperation WRITE = AclOperation.WRITE;

    /** Needed to read a topic's limits on record size and timestamps. */
    private static final AclOperation CONFIGS = AclOperation.DESCRIBE_CONFIGS;

    private static final String LIMIT = "transaction.max.timeout.ms";

    private final StreamSpec spec;

    /**
     * Creates the checks of one stream.
     *
     * @param spec the stream's declaration
     */
    public BrokerChecks(StreamSpec spec) {
        this.spec = spec;
    }

    /**
     * Checks the brokers for the Flink job.
     *
     * @return the output topics that were created
     * @throws SpecException if a check fails; the message names the option, its value and what the
     *     brokers allow
     * @throws InterruptedException if the thread is interrupted
     */
    public List<String> check() throws InterruptedException {
        return AdminQueries.ask(
                spec,
                admin -> {
                    checkTransactionTimeout(admin);
                    String prefix = spec.sink().transactionalIdPrefix();
                    // The job also reads its output topics: after a failed commit it looks for what
                    // was written.
                    List<String> created =
                            topics(
                                    admin,
                                    Map.of(
                                            GROUP,
                                            spec.source().groupId(),
                                            PREFIX,
                                            OwnerLease.group(spec)),
                                    READ,
                                    WRITE,
                                    CONFIGS);
                    transactions(
                            admin,
                            PREFIX,
                            prefix,
                            "sink.transaction-timeout",
                            spec.sink().transactionTimeout());
                    return created;
                });
    }

    /**
     * Checks the brokers for a runtime whose transactions last as long as its commit interval
     * requires.
     *
     * @param application its consumer group; its transactional ids start with this name
     * @param transactions how long a transaction may be open
     * @return the output topics that were created
     * @throws SpecException if a check fails; the message names the option, its value and what the
     *     brokers allow
     * @throws InterruptedException if the thread is interrupted
     */
    public List<String> check(String application, Duration transactions)
            throws InterruptedException {
        return AdminQueries.ask(
                spec,
                admin -> {
                    checkInterval(admin, transactions);
                    List<String> created =
                            topics(admin, Map.of(GROUP, application), WRITE, CONFIGS);
                    transactions(admin, GROUP, application + "-", INTERVAL, transactions);
                    return created;
                });
    }

    /**
     * Checks only whether the brokers allow transactions of this duration with such ids.
     *
     * @param application the consumer group; the transactional ids start with this name
     * @param transactions how long a transaction may be open
     * @throws SpecException if a check fails; the message names the option, its value and what the
     *     brokers allow
     * @throws InterruptedException if the thread is interrupted
     */
    public void checkTransactions(String application, Duration transactions)
            throws InterruptedException {
        AdminQueries.<Void>ask(
                spec,
                admin -> {
                    checkInterval(admin, transactions);
                    transactions(admin, GROUP, application + "-", INTERVAL, transactions);
                    return null;
                });
    }

    /**
     * Checks only whether the user may read the source topic.
     *
     * @throws SpecException if a check fails; the message names the option, its value and what the
     *     brokers allow
     * @throws InterruptedException if the thread is interrupted
     */
    public void checkReadable() throws InterruptedException {
        AdminQueries.<Void>ask(
                spec,
                admin -> {
                    Privileges privileges = new Privileges(admin);
                    String source = spec.source().topic();
                    privileges.topic(Resource.topic(SOURCE, source), source, READ);
                    privileges.refuse();
                    return null;
                });
    }

    private void transactions(
            Admin admin, String names, String prefix, String timeOption, Duration timeout) {
        Privileges privileges = new Privileges(admin);
        var resource = Privileges.Resource.transactions(names, prefix);
        TransactionProbe.check(spec, privileges, resource, prefix, timeOption, timeout);
        privileges.refuse();
    }

    private void checkInterval(Admin admin, Duration timeout)
            throws ExecutionException, InterruptedException, TimeoutException {
        Duration limit = limit(admin).orElse(timeout);
        if (timeout.compareTo(limit) > 0) {
            throw AdminQueries.refused(
                    String.format(
                            Locale.ROOT,
                            "checkpoint.interval = %s: its transactions may be open for %s, the broker allows at most %s (its %s); shorten the interval or raise the broker's limit",
                            text(spec.checkpoint().interval()),
                            text(timeout),
                            text(limit),
                            LIMIT),
                    null);
        }
    }

    /**
     * The brokers' limit on transaction timeouts; empty if this user may not see it. The {@link
     * TransactionProbe} works without it.
     */
    private static Optional<Duration> limit(Admin admin)
            throws ExecutionException, InterruptedException, TimeoutException {
        return brokerConfig(admin)
                .map(config -> Duration.ofMillis(Long.parseLong(config.get(LIMIT).value())));
    }

    /** One broker's settings; empty if this user may not see them. */
    private static Optional<Config> brokerConfig(Admin admin)
            throws ExecutionException, InterruptedException, TimeoutException {
        var node = AdminQueries.await(admin.describeCluster().nodes()).iterator().next();
        var broker = new ConfigResource(ConfigResource.Type.BROKER, node.idString());
        try {
            var config = AdminQueries.await(admin.describeConfigs(Set.of(broker)).all());
            return Optional.of(config.get(broker));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ClusterAuthorizationException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private void checkTransactionTimeout(Admin admin)
            throws ExecutionException, InterruptedException, TimeoutException {
        Duration timeout = spec.sink().transactionTimeout();
        Duration limit = limit(admin).orElse(timeout);
        if (timeout.compareTo(limit) > 0) {
            throw AdminQueries.refused(
                    String.format(
                            Locale.ROOT,
                            "sink.transaction-timeout = %s: the broker allows at most %s (its %s); lower the option or raise the broker's limit",
                            text(timeout),
                            text(limit),
                            LIMIT),
                    null);
        }
        if (spec.checkpoint().interval().compareTo(timeout) >= 0) {
            throw AdminQueries.refused(
                    String.format(
                            Locale.ROOT,
                            "checkpoint.interval = %s: must be below sink.transaction-timeout = %s, or transactions end before the checkpoint that commits them",
                            text(spec.checkpoint().interval()),
                            text(timeout)),
                    null);
        }
    }

    private List<String> topics(Admin admin, Map<String, String> groups, AclOperation... onOutputs)
            throws ExecutionException, InterruptedException, TimeoutException {
        Privileges privileges = new Privileges(admin);
        String source = spec.source().topic();
        var found = privileges.topic(Resource.topic(SOURCE, source), source, READ);
        for (var group : groups.entrySet()) {
            privileges.group(Resource.group(group.getKey(), group.getValue()), group.getValue());
        }
        List<NewTopic> missing = new ArrayList<>();
        Optional<Config> broker = brokerConfig(admin);
        for (var output : outputs().entrySet()) {
            var resource = Resource.topic(output.getKey(), output.getValue());
            int denied = privileges.problems();
            var there = privileges.topic(resource, output.getValue(), onOutputs);
            if (there.isEmpty() && privileges.problems() == denied && found.isPresent()) {
                missing.add(output(output.getKey(), output.getValue(), found.get(), broker));
                privileges.creation(resource, missing.get(missing.size() - 1));
            }
        }
        privileges.refuse();
        checkSizes(admin, broker); // of existing topics, before any is created
        if (found.isEmpty()) {
            throw AdminQueries.refused(
                    String.format(
                            Locale.ROOT,
                            "source.topic = %s: the brokers have no such topic; create it or correct the name",
                            source),
                    null);
        }
        List<String> created = AdminQueries.create(admin, missing);
        if (!created.isEmpty()) {
            for (var output : outputs().entrySet()) {
                var resource = Resource.topic(output.getKey(), output.getValue());
                privileges.topic(resource, output.getValue(), onOutputs);
            }
            privileges.refuse();
            checkSizes(admin, broker);
        }
        return created;
    }

    private NewTopic output(
            String option, String topic, TopicDescription source, Optional<Config> broker) {
        Optional<Integer> partitions = Optional.of(source.partitions().size());
        OptionalInt usual = setting(broker, "message.max.bytes");
        return new NewTopic(topic, partitions, Optional.empty())
                .configs(LimitChecks.config(bounds().get(option), usual));
    }

    /** Refuses topics that would not accept the largest result; one exception names all of them. */
    private void checkSizes(Admin admin, Optional<Config> broker)
            throws ExecutionException, InterruptedException, TimeoutException {
        Map<String, TopicLimit> limits = LiveLimits.read(admin, outputs().values());
        Map<String, Bound> bounds = bounds();
        OptionalInt request = setting(broker, "socket.request.max.bytes");
        List<String> problems = new ArrayList<>();
        outputs()
                .forEach(
                        (option, topic) -> {
                            String named = option + " = " + topic;
                            Bound bound = bounds.get(option);
                            LimitChecks.problem(named, bound, request).ifPresent(problems::add);
                            TopicLimit limit = limits.get(topic);
                            if (limit != null) {
                                LimitChecks.problem(named, limit, bound).ifPresent(problems::add);
                            }
                        });
        if (!problems.isEmpty()) {
            throw new SpecException(problems);
        }
    }

    private static OptionalInt setting(Optional<Config> broker, String name) {
        return broker.map(config -> config.get(name))
                .map(entry -> OptionalInt.of(Integer.parseInt(entry.value())))
                .orElse(OptionalInt.empty());
    }

    /** The largest record of each topic, by the option that names the topic. */
    private Map<String, Bound> bounds() {
        ResultBounds bounds = new ResultBounds(spec, null);
        return Map.of(
                "sink.scores", bounds.of(Outgoing.Kind.SCORE),
                "sink.forecasts", bounds.of(Outgoing.Kind.FORECAST),
                "sink.anomalies", bounds.of(Outgoing.Kind.ANOMALY),
                "sink.dead-letters", bounds.of(Outgoing.Kind.DEAD_LETTER),
                "sink.episodes", bounds.of(Outgoing.Kind.EPISODE));
    }

    /** The output topics, by the options that name them. */
    private Map<String, String> outputs() {
        SinkOptions sink = spec.sink();
        Map<String, String> outputs = new LinkedHashMap<>();
        outputs.put("sink.scores", sink.scores());
        outputs.put("sink.forecasts", sink.forecasts());
        outputs.put("sink.anomalies", sink.anomalies());
        outputs.put("sink.dead-letters", sink.deadLetters());
        outputs.put("sink.episodes", sink.episodes());
        return outputs;
    }

    private static String text(Duration duration) {
        return duration.toMillis() + "ms";
    }
}
