package io.undercurrent.stream.brokers;

import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.option.SinkOptions;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares a running stream's topics with those that it started with. A topic that was deleted, or
 * created again under its name, has other records at the same offsets, and a state that was built
 * from the old one does not fit the new one. The settings of the topics that hold the state are
 * compared too: brokers that delete old records there lose it.
 *
 * <p>The first answer of the brokers counts as the start, except for topics whose ids {@link
 * #remember} gave: a task that restarts must notice what happened meanwhile.
 */
public final class TopicWatch {
    private static final Logger LOG = LoggerFactory.getLogger(TopicWatch.class);

    /** The kinds of topics; they differ in what the user can do. */
    private enum Kind {
        SOURCE,
        RESULTS,
        KEY_STATES,
        REPARTITION
    }

    private static final Set<Kind> OWN = EnumSet.of(Kind.KEY_STATES, Kind.REPARTITION);

    private record Watched(Kind kind, String name) {}

    private record Known(Uuid id, int partitions) {}

    private final String source;
    private final boolean fixedPartitions;
    private final Map<String, Watched> watched = new LinkedHashMap<>();
    private final Map<String, Known> seen = new ConcurrentHashMap<>();
    private Function<? super Map<String, Config>, ? extends List<String>> settings =
            topics -> List.of();

    private TopicWatch(StreamSpec spec, boolean fixedPartitions) {
        this.fixedPartitions = fixedPartitions;
        source = spec.source().topic();
        add(Kind.SOURCE, "source.topic", source);
        SinkOptions sink = spec.sink();
        add(Kind.RESULTS, "sink.scores", sink.scores());
        add(Kind.RESULTS, "sink.forecasts", sink.forecasts());
        add(Kind.RESULTS, "sink.anomalies", sink.anomalies());
        add(Kind.RESULTS, "sink.dead-letters", sink.deadLetters());
        add(Kind.RESULTS, "sink.episodes", sink.episodes());
    }

    /**
     * Watches the topics of a runtime that reads new partitions by itself and keeps its state
     * elsewhere.
     *
     * @param spec the stream's declaration, with real brokers named
     * @return the watch
     */
    public static TopicWatch of(StreamSpec spec) {
        return new TopicWatch(spec, false);
    }

    /**
     * Watches the topics of a runtime that keeps its state in topics with as many partitions as the
     * source.
     *
     * @param spec the stream's declaration, with real brokers named
     * @param changelogs the topics that hold its state; they exist
     * @param repartition the topics that it creates itself once it runs
     * @param settings compares the settings of those of both that exist; returns a sentence for
     *     each that does not fit
     * @return the watch
     */
    public static TopicWatch of(
            StreamSpec spec,
            Collection<String> changelogs,
            Collection<String> repartition,
            Function<? super Map<String, Config>, ? extends List<String>> settings) {
        TopicWatch watch = new TopicWatch(spec, true);
        watch.settings = settings;
        changelogs.forEach(topic -> watch.add(Kind.KEY_STATES, "topic", topic));
        repartition.forEach(topic -> watch.add(Kind.REPARTITION, "topic", topic));
        return watch;
    }

    private void add(Kind kind, String option, String topic) {
        watched.put(topic, new Watched(kind, option + " = " + topic));
    }

    /**
     * Asks the brokers for the topics.
     *
     * @param admin the brokers
     * @return what no longer fits, and what the user can do; empty if everything fits
     * @throws ExecutionException if the brokers refuse
     * @throws InterruptedException if the thread is interrupted
     * @throws TimeoutException if they do not answer
     */
    public Optional<String> problem(Admin admin)
            throws ExecutionException, InterruptedException, TimeoutException {
        Map<String, KafkaFuture<TopicDescription>> answers =
                admin.describeTopics(watched.keySet()).topicNameValues();
        for (Map.Entry<String, Watched> entry : watched.entrySet()) {
            String topic = entry.getKey();
            Optional<String> problem;
            try {
                problem = compare(topic, AdminQueries.await(answers.get(topic)));
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
                problem = missing(topic);
            }
            if (problem.isPresent()) {
                return problem;
            }
        }
        return settings(admin);
    }

    private Optional<String> settings(Admin admin)
            throws ExecutionException, InterruptedException, TimeoutException {
        List<String> own =
                seen.keySet().stream()
                        .filter(topic -> OWN.contains(watched.get(topic).kind()))
                        .toList();
        if (own.isEmpty()) {
            return Optional.empty();
        }
        List<String> problems = settings.apply(AdminQueries.settings(admin, own));
        return problems.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", problems));
    }

    /**
     * The ids of the output topics, to be kept with the state.
     *
     * @return ids by topic; empty before the first answer of the brokers
     */
    public Map<String, String> results() {
        Map<String, String> ids = new TreeMap<>();
        seen.forEach(
                (topic, known) -> {
                    if (watched.get(topic).kind() == Kind.RESULTS) {
                        ids.put(topic, known.id().toString());
                    }
                });
        return ids;
    }

    /**
     * Takes the ids of output topics that a state has kept, before the first comparison. Topics
     * that are no longer the stream's are ignored.
     *
     * @param ids what {@link #results} returned
     */
    public void remember(Map<String, String> ids) {
        ids.forEach(
                (topic, id) -> {
                    Watched known = watched.get(topic);
                    if (known != null && known.kind() == Kind.RESULTS) {
                        seen.put(topic, new Known(Uuid.fromString(id), 0)); // may have any number
                    }
                });
    }

    private Optional<String> missing(String topic) {
        Kind kind = watched.get(topic).kind();
        if (kind == Kind.REPARTITION && !seen.containsKey(topic)) {
            return Optional.empty(); // not created yet
        }
        return Optional.of(text(topic, "was deleted while the stream ran"));
    }

    private Optional<String> compare(String topic, TopicDescription found) {
        Known now = new Known(found.topicId(), found.partitions().size());
        Known before = seen.putIfAbsent(topic, now);
        if (before == null) {
            return Optional.empty();
        }
        boolean hasId = !before.id().equals(Uuid.ZERO_UUID); // brokers before 2.8 give none
        if (hasId && !before.id().equals(now.id())) {
            return Optional.of(
                    text(
                            topic,
                            String.format(
                                    Locale.ROOT,
                                    "was deleted and created again while the stream ran (its id was %s and is %s)",
                                    before.id(),
                                    now.id())));
        }
        if (before.partitions() == now.partitions() || watched.get(topic).kind() == Kind.RESULTS) {
            return Optional.empty();
        }
        if (!topic.equals(source)) {
            return Optional.of(
                    text(
                            topic,
                            String.format(
                                    Locale.ROOT,
                                    "has %d partitions, had %d when the application started, and needs as many as the source",
                                    now.partitions(),
                                    before.partitions())));
        }
        if (fixedPartitions) {
            return Optional.of(
                    String.format(
                            Locale.ROOT,
                            "source.topic = %s: has %d partitions, had %d when the application started: keys have moved between partitions and their key states cannot follow; state export, then state import under another source.group-id",
                            topic,
                            now.partitions(),
                            before.partitions()));
        }
        LOG.warn(
                "source.topic = {}: has {} partitions, had {}; the new ones are read from their beginning",
                topic,
                now.partitions(),
                before.partitions());
        seen.put(topic, now);
        return Optional.empty();
    }

    private String text(String topic, String what) {
        Watched entry = watched.get(topic);
        String instead =
                switch (entry.kind()) {
                    case SOURCE -> SourceTopic.ADVICE;
                    case RESULTS ->
                            "the results in it are gone; start again, which creates it if it is missing and continues after the last commit";
                    case KEY_STATES ->
                            "it holds state of the application; import an export under another source.group-id, or discard what is left with --fresh";
                    case REPARTITION ->
                            "it may have held events that are not scored yet; start again from an export under another source.group-id, or discard the state with --fresh";
                };
        return entry.name() + ": " + what + "; " + instead;
    }
}
