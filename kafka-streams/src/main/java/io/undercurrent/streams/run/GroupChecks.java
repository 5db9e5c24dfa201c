package io.undercurrent.streams.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.option.KeyOptions;
import io.undercurrent.spec.option.SpecException;
import io.undercurrent.stream.brokers.AdminQueries;
import io.undercurrent.stream.brokers.LimitChecks;
import io.undercurrent.stream.brokers.LiveLimits;
import io.undercurrent.stream.brokers.SourceTopic;
import io.undercurrent.stream.brokers.StartOffsets;
import io.undercurrent.stream.brokers.UnreadRecords;
import io.undercurrent.stream.record.ResultBounds;
import io.undercurrent.streams.scoring.ChangelogEntries;
import io.undercurrent.streams.scoring.ChangelogTopics;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;

/**
 * Compares what the brokers keep for an application (its group's offsets and its changelogs) with
 * the stream's declaration before anything starts, so that a mismatch that would lose key states
 * hours later is an error now.
 */
public final class GroupChecks {
    private final StreamSpec spec;
    private final Admin admin;
    private final String application;

    private GroupChecks(StreamSpec spec, Admin admin) {
        this.spec = spec;
        this.admin = admin;
        application = Application.id(spec);
    }

    /**
     * Checks the group's offsets and the changelogs.
     *
     * @param admin the client of the brokers
     * @param spec the stream's declaration, with a source topic that exists
     * @param slabBytes size of a key state, bytes
     * @param acceptGap whether the run may continue although the next records were deleted, or the
     *     topic was recreated
     * @return the offsets at which the application resumes; empty at a first start
     * @throws SpecException if a check fails; the message names what does not fit and what to do
     * @throws InterruptedException if the thread is interrupted
     */
    static StartOffsets check(Admin admin, StreamSpec spec, int slabBytes, boolean acceptGap)
            throws InterruptedException {
        try {
            GroupChecks checks = new GroupChecks(spec, admin);
            StartOffsets next = checks.changelogs(slabBytes, acceptGap);
            UnreadRecords.check(spec, next, acceptGap);
            for (String topic : ChangelogTopics.repartitions(spec)) {
                StartOffsets waiting = checks.lastCommitted(topic);
                UnreadRecords.check(spec, "repartition topic", topic, waiting, acceptGap);
            }
            return next;
        } catch (ExecutionException | TimeoutException e) {
            throw AdminQueries.refused(
                    String.format(
                            Locale.ROOT,
                            "source.group-id = %s: its offsets and changelogs cannot be read: %s",
                            Application.id(spec),
                            e.getCause() == null ? e : e.getCause()),
                    e);
        }
    }

    /**
     * The offsets that a group has committed for a topic.
     *
     * @param admin the client of the brokers
     * @param group the group id
     * @param topic the topic
     * @return offsets by partition; partitions without a committed offset are missing
     * @throws ExecutionException if a request to the brokers fails
     * @throws InterruptedException if the thread is interrupted
     * @throws TimeoutException if the brokers do not answer
     */
    public static StartOffsets committed(Admin admin, String group, String topic)
            throws ExecutionException, InterruptedException, TimeoutException {
        return of(topic, AdminQueries.committed(admin, group));
    }

    /** A killed instance's transaction may be open for long; the instance starts without it. */
    private StartOffsets lastCommitted()
            throws ExecutionException, InterruptedException, TimeoutException {
        return lastCommitted(spec.source().topic());
    }

    private StartOffsets lastCommitted(String topic)
            throws ExecutionException, InterruptedException, TimeoutException {
        return of(topic, AdminQueries.lastCommitted(admin, application));
    }

    private static StartOffsets of(String topic, Map<TopicPartition, Long> offsets) {
        Map<String, Long> next = new TreeMap<>();
        offsets.forEach(
                (partition, offset) -> {
                    if (partition.topic().equals(topic)) {
                        next.put(partition.toString(), offset);
                    }
                });
        return new StartOffsets(next);
    }

    /**
     * The group's committed offsets, after checking that they and the changelogs belong together.
     */
    private StartOffsets changelogs(int slabBytes, boolean acceptGap)
            throws ExecutionException, InterruptedException, TimeoutException {
        StartOffsets next = lastCommitted();
        Set<String> topics = AdminQueries.await(admin.listTopics().names());
        String slabs = ChangelogTopics.slabs(application);
        boolean hasKeyStates =
                next.offsets().isEmpty()
                        && topics.contains(slabs)
                        && ChangelogEnd.holdsRecords(spec, slabs);
        if (hasKeyStates) {
            // Another instance may have made its first commit of key states and offsets in between.
            next = lastCommitted();
        }
        if (!topics.contains(slabs)) {
            if (!next.offsets().isEmpty()) {
                throw new SpecException(
                        List.of(
                                String.format(
                                        Locale.ROOT,
                                        "source.group-id: the application's group %s has read up to %s, but there is no changelog %s with the key states that belong to it: name another source.group-id, or discard the state with --fresh",
                                        application,
                                        next.entries(),
                                        slabs)));
            }
            return next;
        }
        Optional<String> another =
                next.offsets().isEmpty() ? anotherTopic(slabs) : Optional.empty();
        if (another.isPresent() && !acceptGap) {
            throw new SpecException(List.of(another.get()));
        }
        if (hasKeyStates && next.offsets().isEmpty() && another.isEmpty()) {
            throw new SpecException(
                    List.of(
                            String.format(
                                    Locale.ROOT,
                                    "source.group-id: the changelog %s holds key states, but the application's group %s has no offsets any more, so nobody knows where they end (brokers forget a stopped group's after offsets.retention.minutes): set them by Kafka's own tools, or discard the state with --fresh",
                                    slabs,
                                    application)));
        }
        List<String> problems = new ArrayList<>();
        List<String> present = ChangelogTopics.all(application);
        present.retainAll(topics);
        List<String> used = new ArrayList<>(ChangelogTopics.of(spec));
        used.retainAll(topics);
        int partitions = AdminQueries.partitions(admin, spec.source().topic()).size();
        for (String topic : present) {
            int has = AdminQueries.partitions(admin, topic).size();
            if (has != partitions) {
                problems.add(
                        String.format(
                                Locale.ROOT,
                                "source.topic = %s: has %d partitions, %s has %d: keys have moved between partitions and their key states cannot follow; state export, then state import under another source.group-id",
                                spec.source().topic(),
                                partitions,
                                topic,
                                has));
            }
        }
        repartition(topics).ifPresent(problems::add);
        problems.addAll(
                new InternalSettings(spec, slabBytes).problems(AdminQueries.settings(admin, used)));
        if (!problems.isEmpty()) {
            throw new SpecException(problems);
        }
        return next;
    }

    /**
     * Explains key states without offsets by an earlier topic of the source's name: brokers delete
     * a group's offsets together with the topic. Empty if the topic is the same or not known.
     */
    private Optional<String> anotherTopic(String slabs)
            throws ExecutionException, InterruptedException, TimeoutException {
        Optional<SourceTopic> topic = SourceTopic.ask(admin, spec.source().topic());
        AtomicReference<SourceTopic> known = new AtomicReference<>();
        ChangelogEnd.read(
                spec,
                slabs,
                record -> {
                    String mark = ChangelogEntries.mark(Bytes.wrap(record.key()));
                    if (ChangelogEntries.SOURCE.equals(mark) && record.value() != null) {
                        known.set(SourceTopic.parse(new String(record.value(), UTF_8)));
                    }
                    return known.get() == null;
                });
        return topic.filter(found -> known.get() != null)
                .flatMap(
                        found ->
                                found.difference(
                                        known.get(), "the changelog " + slabs, SourceTopic.ADVICE));
    }

    /**
     * Checks whether an existing repartition topic accepts the largest event; returns the problem
     * if not.
     */
    private Optional<String> repartition(Set<String> topics)
            throws ExecutionException, InterruptedException, TimeoutException {
        String topic = ChangelogTopics.repartition(application);
        if (spec.source().key().from() != KeyOptions.From.FIELD || !topics.contains(topic)) {
            return Optional.empty();
        }
        return LimitChecks.problem(
                "source.group-id: application " + application,
                LiveLimits.read(admin, List.of(topic)).get(topic),
                new ResultBounds(spec, null).repartitioned());
    }
}
