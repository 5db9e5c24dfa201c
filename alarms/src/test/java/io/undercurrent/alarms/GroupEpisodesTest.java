package io.undercurrent.alarms;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.undercurrent.schemas.Episode;
import io.undercurrent.schemas.EpisodeScope;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.results.ResultIds;
import io.undercurrent.testing.FakeRegistry;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Episodes of groups, from those of their keys. */
class GroupEpisodesTest {
    private static final String PATTERN = "episodes.group.pattern: '^([^-]+)-'\n";

    private final Alarms alarms = new Alarms(PATTERN);

    @AfterEach
    void close() {
        alarms.close();
    }

    @Test
    void keysOfOneSite() {
        alarms.event("north-1", 1, 101, 0.55);
        assertThat(alarms.news()).containsExactly("GROUP north STARTED 101- MINOR x1 open 1");
        alarms.event("north-2", 2, 103, 0.8);
        assertThat(alarms.news()).containsExactly("GROUP north CHANGED 101- CRITICAL x2 open 2");
        alarms.event("south-1", 3, 103, 0.55, "south");
        assertThat(alarms.news()).containsExactly("GROUP south STARTED 103- MINOR x1 open 1");
        alarms.event("alone", 4, 103, 0.55, null);
        alarms.event("alone", 5, 203, 0.1, null);
        assertThat(alarms.news()).isEmpty();
        alarms.event("north-2", 5, 104, 0.55);
        alarms.event("north-2", 6, 115, 0.1);
        assertThat(alarms.news()).containsExactly("GROUP north CHANGED 101- MINOR x3 open 1");
        alarms.event("north-1", 7, 115, 0.1);
        Episode end = alarms.episodes().get(0);
        assertThat(Made.line(end)).isEqualTo("GROUP north ENDED 101-104 CRITICAL x3 open 0");
        assertThat(end.getId()).isEqualTo("group:t-0-1-4");
        assertThat(end.getPeakKey()).isEqualTo("north-2");
        assertThat(end.getPeakId()).isEqualTo("t-0-2");
        assertThat(end.getField()).isEqualTo("load");
        assertThat(end.getMembers()).isEqualTo(2);
        assertThat(end.getFirstKeys()).containsExactly("north-1", "north-2");
    }

    @Test
    void anEpisodeStaysWithTheGroupOfItsStart() {
        alarms.event("a", 1, 101, 0.55, "north");
        alarms.event("a", 2, 102, 0.7, "south");
        alarms.event("a", 3, 200, 0.1, null);
        assertThat(alarms.news())
                .containsExactly(
                        "GROUP north STARTED 101- MINOR x1 open 1",
                        "GROUP north CHANGED 101- MAJOR x2 open 1",
                        "GROUP north ENDED 101-102 MAJOR x2 open 0");
        alarms.event("a", 4, 201, 0.7, "south");
        assertThat(alarms.news()).containsExactly("GROUP south STARTED 201- MAJOR x1 open 1");
    }

    @Test
    void groupRecordsAreKeyedByTheGroup() {
        alarms.event("north-1", 1, 101, 0.55);
        assertThat(alarms.records())
                .extracting(record -> new String(record.key(), UTF_8))
                .containsExactly("north");
    }

    @Test
    void repeatsChangeNothing() {
        List<byte[]> first = alarms.made("north-1", 1, 101, 0.55);
        List<byte[]> end = alarms.made("north-1", 2, 120, 0.1);
        List<byte[]> second = alarms.made("north-1", 3, 130, 0.55);
        for (int i = 0; i < 2; i++) {
            first.forEach(value -> alarms.send("north-1", value));
            end.forEach(value -> alarms.send("north-1", value));
        }
        assertThat(alarms.news()).hasSize(2);
        second.forEach(value -> alarms.send("north-1", value));
        first.forEach(value -> alarms.send("north-1", value));
        end.forEach(value -> alarms.send("north-1", value));
        second.forEach(value -> alarms.send("north-1", value));
        assertThat(alarms.news()).containsExactly("GROUP north STARTED 130- MINOR x1 open 1");
    }

    @Test
    void lateEpisodesDoNotReachTheGroup() {
        alarms.event("north-1", 1, 101, 0.55);
        alarms.news();
        alarms.event("north-1", 2, 60, 0.9);
        assertThat(alarms.news()).isEmpty();
        alarms.event("north-1", 3, 120, 0.1);
        assertThat(alarms.news()).containsExactly("GROUP north ENDED 101-101 MINOR x1 open 0");
    }

    @Test
    void aLateEpisodeThatNamesAGroupDoesNotReachItEither() {
        alarms.event("a", 1, 101, 0.55, null);
        alarms.event("a", 2, 60, 0.9, "north");
        assertThat(alarms.news()).isEmpty();
    }

    @Test
    void aRestartResumesFromTheStores() {
        try (Alarms restarted = new Alarms(PATTERN)) {
            alarms.event("north-1", 1, 101, 0.55);
            List<byte[]> end = alarms.made("north-1", 2, 120, 0.1);
            restarted.restore(alarms, AlarmStores.KEYS, AlarmStores.GROUPS, AlarmStores.MEMBERS);
            end.forEach(value -> restarted.send("north-1", value));
            assertThat(restarted.news())
                    .containsExactly("GROUP north ENDED 101-101 MINOR x1 open 0");
        }
    }

    @Test
    void onlyOpenEpisodesTakeState() {
        alarms.event("b", 2, 101, 0.55);
        assertThat(alarms.content(AlarmStores.KEYS)).hasSize(1);
        alarms.event("b", 3, 120, 0.1);
        assertThat(alarms.content(AlarmStores.KEYS)).isEmpty();
    }

    @Test
    void whatEarlierBuildsKeptOfAKeyIsNoStart() {
        List<byte[]> start = alarms.made("north-1", 1, 101, 0.55);
        alarms.driver
                .<org.apache.kafka.common.utils.Bytes, byte[]>getKeyValueStore(AlarmStores.KEYS)
                .put(AlarmStores.key("north-1"), new byte[] {1, 0, 0, 0, 7});
        start.forEach(value -> alarms.send("north-1", value));
        assertThat(alarms.news()).containsExactly("GROUP north STARTED 101- MINOR x1 open 1");
    }

    @Test
    void whatCannotBeReadIsCountedAndPassedOver() {
        byte[] key = "a".getBytes(UTF_8);
        alarms.episodesTopic.pipeInput(key, "{}".getBytes(UTF_8));
        alarms.episodesTopic.pipeInput(key, (byte[]) null);
        alarms.episodesTopic.pipeInput(key, new byte[0]);
        alarms.event("north-1", 1, 101, 0.55);
        assertThat(alarms.news()).hasSize(1);
        assertThat(alarms.undecodable("keys")).isEqualTo(3);
    }

    @Test
    void recordsWithARegistrysIdsAreReadAndWritten() throws Exception {
        try (FakeRegistry registry = new FakeRegistry();
                Alarms framed = framed(registry)) {
            framed.event("north-1", 1, 101, 0.55);
            byte[] value = framed.records().get(0).value();
            assertThat(value).startsWith(0, 0, 0, 0);
            assertThat(framed.decode(value).getScope()).isEqualTo(EpisodeScope.GROUP);
        }
    }

    private static Alarms framed(FakeRegistry registry) {
        String lines = "sink.avro.encoding: confluent\nregistry: {url: '%s', timeout: 20s}\n";
        StreamSpec spec =
                StreamSpec.parse(
                        Alarms.LEAST + PATTERN + String.format(Locale.ROOT, lines, registry.url()),
                        "stream.yaml");
        int id = registry.add("t.episodes-value", Episode.getClassSchema());
        return new Alarms(
                spec, new ResultIds(spec.registry().settings(), Map.of("t.episodes", id)));
    }

    @Test
    void withoutAnIdNothingStarts() throws Exception {
        try (FakeRegistry registry = new FakeRegistry()) {
            StreamSpec spec =
                    StreamSpec.parse(
                            Alarms.LEAST
                                    + "sink.avro.encoding: confluent\nregistry.url: '"
                                    + registry.url()
                                    + "'\n",
                            "stream.yaml");
            assertThatThrownBy(() -> AlarmTopology.build(spec, ResultIds.forReading(spec)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("t.episodes");
        }
    }
}
