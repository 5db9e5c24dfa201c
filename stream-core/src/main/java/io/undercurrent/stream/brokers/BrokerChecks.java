package io.undercurrent.stream.brokers;

import io.undercurrent.spec.SpecException;
import io.undercurrent.spec.StreamSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Compares a stream's declaration with the brokers before anything starts: what would fail or lose
 * output hours later is refused now. Output topics that are missing are created.
 */
public final class BrokerChecks {
    private static final String LIMIT = "transaction.max.timeout.ms";

    private final StreamSpec spec;

    /**
     * Checks of one stream.
     *
     * @param spec the stream's declaration
     */
    public BrokerChecks(StreamSpec spec) {
        this.spec = spec;
    }

    /**
     * Asks the brokers.
     *
     * @return the output topics that were created
     * @throws SpecException naming the option, its value and what the brokers allow
     * @throws InterruptedException where the thread is interrupted
     */
    public List<String> check() throws InterruptedException {
        return BrokerQuestions.ask(
                spec,
                admin -> {
                    checkTransactionTimeout(admin);
                    return createOutputTopics(admin);
                });
    }

    /**
     * Asks the brokers, for a runtime whose transactions last as long as its commit interval wants.
     *
     * @param transactions how long they may be open
     * @return the output topics that were created
     * @throws SpecException naming the option, its value and what the brokers allow
     * @throws InterruptedException where the thread is interrupted
     */
    public List<String> check(Duration transactions) throws InterruptedException {
        return BrokerQuestions.ask(
                spec,
                admin -> {
                    checkInterval(admin, transactions);
                    return createOutputTopics(admin);
                });
    }

    /**
     * Asks the brokers how long transactions may be open, and nothing else.
     *
     * @param transactions how long they may be
     * @throws SpecException naming the option, its value and what the brokers allow
     * @throws InterruptedException where the thread is interrupted
     */
    public void checkTransactions(Duration transactions) throws InterruptedException {
        BrokerQuestions.<Void>ask(
                spec,
                admin -> {
                    checkInterval(admin, transactions);
                    return null;
                });
    }

    private void checkInterval(Admin admin, Duration timeout)
            throws ExecutionException, InterruptedException, TimeoutException {
        Duration limit = limit(admin);
        if (timeout.compareTo(limit) > 0) {
            throw BrokerQuestions.refused(
                    "checkpoint.interval = %s: its transactions may be open for %s, the broker allows at most %s (its %s); shorten the interval or raise the broker's limit"
                            .formatted(
                                    text(spec.checkpoint().interval()),
                                    text(timeout),
                                    text(limit),
                                    LIMIT),
                    null);
        }
    }

    private static Duration limit(Admin admin)
            throws ExecutionException, InterruptedException, TimeoutException {
        var node = BrokerQuestions.await(admin.describeCluster().nodes()).iterator().next();
        var broker = new ConfigResource(ConfigResource.Type.BROKER, node.idString());
        var config = BrokerQuestions.await(admin.describeConfigs(Set.of(broker)).all());
        return Duration.ofMillis(Long.parseLong(config.get(broker).get(LIMIT).value()));
    }

    private void checkTransactionTimeout(Admin admin)
            throws ExecutionException, InterruptedException, TimeoutException {
        Duration limit = limit(admin);
        Duration timeout = spec.sink().transactionTimeout();
        if (timeout.compareTo(limit) > 0) {
            throw BrokerQuestions.refused(
                    "sink.transaction-timeout = %s: the broker allows at most %s (its %s); lower the option or raise the broker's limit"
                            .formatted(text(timeout), text(limit), LIMIT),
                    null);
        }
        if (spec.checkpoint().interval().compareTo(timeout) >= 0) {
            throw BrokerQuestions.refused(
                    "checkpoint.interval = %s: must be below sink.transaction-timeout = %s, or transactions end before the checkpoint that commits them"
                            .formatted(text(spec.checkpoint().interval()), text(timeout)),
                    null);
        }
    }

    private List<String> createOutputTopics(Admin admin)
            throws ExecutionException, InterruptedException, TimeoutException {
        String source = spec.source().topic();
        int partitions;
        try {
            partitions = BrokerQuestions.partitions(admin, source).size();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                throw BrokerQuestions.refused(
                        "source.topic = %s: the brokers have no such topic; create it or correct the name"
                                .formatted(source),
                        e);
            }
            throw e;
        }
        Set<String> existing = BrokerQuestions.await(admin.listTopics().names());
        StreamSpec.Sink sink = spec.sink();
        List<NewTopic> topics = new ArrayList<>();
        for (String topic :
                List.of(sink.scores(), sink.forecasts(), sink.anomalies(), sink.deadLetters())) {
            if (!existing.contains(topic)) {
                NewTopic missing = new NewTopic(topic, Optional.of(partitions), Optional.empty());
                topics.add(missing.configs(Map.of()));
            }
        }
        return BrokerQuestions.create(admin, topics);
    }

    private static String text(Duration duration) {
        return duration.toMillis() + "ms";
    }
}
