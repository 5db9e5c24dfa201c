package io.undercurrent.streams.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.spec.StreamSpec;
import io.undercurrent.streams.scoring.ChangelogTopics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.junit.jupiter.api.Test;

/** Settings of internal topics, as brokers may answer. */
class InternalSettingsTest {
    private static final StreamSpec SPEC =
            StreamSpec.parse(
                    """
                    source: {topic: t, format: json, key: {from: field, field: id}, time: {field: at, unit: ms}, values: [v], group-id: g}
                    checkpoint.folder: unused
                    kafka.bootstrap.servers: "nowhere:9092"
                    """,
                    "t.yaml");
    private static final String APPLICATION = Application.id(SPEC);
    private static final String REPARTITION = ChangelogTopics.repartition(APPLICATION);

    private final Map<String, Map<String, String>> topics = new TreeMap<>();

    InternalSettingsTest() {
        for (String changelog : ChangelogTopics.names(APPLICATION)) {
            topics.put(
                    changelog,
                    new HashMap<>(
                            Map.of("cleanup.policy", "compact", "max.message.bytes", "9000000")));
        }
        topics.put(
                REPARTITION,
                new HashMap<>(
                        Map.of(
                                "cleanup.policy",
                                "delete",
                                "retention.ms",
                                "-1",
                                "retention.bytes",
                                "-1")));
    }

    private List<String> problems() {
        Map<String, Config> answers = new TreeMap<>();
        topics.forEach(
                (topic, settings) ->
                        answers.put(
                                topic,
                                new Config(
                                        settings.entrySet().stream()
                                                .map(e -> new ConfigEntry(e.getKey(), e.getValue()))
                                                .toList())));
        return new InternalSettings(SPEC, 20_000).problems(answers);
    }

    private void refused(String topic, String setting, String value, String needed) {
        String before = topics.get(topic).put(setting, value);
        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith("topic " + topic + ": " + setting + " = " + value)
                .contains(needed);
        topics.get(topic).put(setting, before);
    }

    @Test
    void whatTheStateNeedsIsNoProblem() {
        assertThat(problems()).isEmpty();
        topics.remove(REPARTITION);
        assertThat(problems()).as("not created yet").isEmpty();
        topics.values().forEach(Map::clear);
        assertThat(problems()).as("brokers that do not tell").isEmpty();
    }

    @Test
    void eachSettingThatLosesStateIsNamedWithTheOneNeeded() {
        for (String changelog : ChangelogTopics.names(APPLICATION)) {
            refused(changelog, "cleanup.policy", "delete", "set it to compact");
            refused(changelog, "cleanup.policy", "compact,delete", "set it to compact");
            refused(changelog, "max.message.bytes", "1000", "raise it to");
        }
        refused(REPARTITION, "cleanup.policy", "compact", "set it to delete");
        refused(REPARTITION, "cleanup.policy", "compact,delete", "set it to delete");
        refused(REPARTITION, "retention.ms", "3600000", "set it to -1");
        refused(REPARTITION, "retention.bytes", "1000000", "set it to -1");
    }
}
