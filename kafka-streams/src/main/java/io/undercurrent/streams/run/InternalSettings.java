package io.undercurrent.streams.run;

import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.brokers.LimitChecks;
import io.undercurrent.stream.brokers.TopicLimit;
import io.undercurrent.stream.record.ResultBounds;
import io.undercurrent.streams.scoring.ChangelogTopics;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.TopicConfig;

/**
 * The settings that an application's internal topics need: brokers must not delete what the state
 * rests on. They are compared at the start and every {@code job.check-interval}, because anybody
 * with the right to alter a topic may change them at any time.
 */
final class InternalSettings {
    private static final String UNLIMITED = "-1";

    private final StreamSpec spec;
    private final String application;
    private final int slabBytes;

    /**
     * Creates the comparison.
     *
     * @param slabBytes size of a key state, bytes
     */
    InternalSettings(StreamSpec spec, int slabBytes) {
        this.spec = spec;
        this.slabBytes = slabBytes;
        application = Application.id(spec);
    }

    /**
     * Compares settings.
     *
     * @param settings of existing topics among {@link ChangelogTopics#all}, by topic
     * @return each setting that does not fit: topic, value found, value needed and what to do
     */
    List<String> problems(Map<String, Config> settings) {
        List<String> problems = new ArrayList<>();
        settings.forEach(
                (topic, config) -> {
                    if (topic.equals(ChangelogTopics.repartition(application))) {
                        repartition(topic, config, problems);
                    } else {
                        changelog(topic, config, problems);
                    }
                });
        return problems;
    }

    private void changelog(String topic, Config config, List<String> problems) {
        need(
                topic,
                config,
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_COMPACT,
                "deletes key states of keys that are silent for a while",
                problems);
        int most = ChangelogTopics.maxMessageBytes(slabBytes);
        Optional<String> bytes = value(config, TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
        if (bytes.isPresent() && Integer.parseInt(bytes.get()) < most) {
            problems.add(
                    String.format(
                            Locale.ROOT,
                            "topic %s: %s = %s: a key's state does not fit; raise it to %d",
                            topic,
                            TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                            bytes.get(),
                            most));
        } else if (bytes.isPresent() && topic.equals(ChangelogTopics.status(application))) {
            LimitChecks.problem(
                            "source.group-id: application " + application,
                            new TopicLimit(topic, Integer.parseInt(bytes.get()), false, 0, 0),
                            new ResultBounds(spec, null).status())
                    .ifPresent(problems::add);
        }
    }

    /** The application deletes records from it once they are scored; nobody else may. */
    private static void repartition(String topic, Config config, List<String> problems) {
        need(
                topic,
                config,
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_DELETE,
                "removes a key's earlier events before they are scored",
                problems);
        for (String retention :
                List.of(TopicConfig.RETENTION_MS_CONFIG, TopicConfig.RETENTION_BYTES_CONFIG)) {
            need(
                    topic,
                    config,
                    retention,
                    UNLIMITED,
                    "may delete events before they are scored",
                    problems);
        }
    }

    private static void need(
            String topic,
            Config config,
            String setting,
            String needed,
            String harm,
            List<String> problems) {
        Optional<String> found = value(config, setting);
        if (found.isPresent() && !found.get().equals(needed)) {
            problems.add(
                    String.format(
                            Locale.ROOT,
                            "topic %s: %s = %s %s: set it to %s (kafka-configs --alter --topic), and start again",
                            topic,
                            setting,
                            found.get(),
                            harm,
                            needed));
        }
    }

    private static Optional<String> value(Config config, String setting) {
        return Optional.ofNullable(config.get(setting)).map(ConfigEntry::value);
    }
}
