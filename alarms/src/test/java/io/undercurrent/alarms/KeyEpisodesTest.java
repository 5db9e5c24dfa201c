package io.undercurrent.alarms;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.undercurrent.schemas.Anomaly;
import io.undercurrent.schemas.Episode;
import io.undercurrent.schemas.Score;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.results.ResultIds;
import io.undercurrent.testing.FakeRegistry;
import io.undercurrent.testing.FakeRegistry.Mood;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Episodes of one key; the quiet period is 10 s. */
class KeyEpisodesTest {
    private final Alarms alarms = new Alarms("");

    @AfterEach
    void close() {
        alarms.close();
    }

    @Test
    void oneRecordAtTheStartAtEachSeverityAndAtTheEnd() {
        alarms.pass("a", 1, 100);
        assertThat(alarms.news()).isEmpty();
        alarms.score("a", 2, 101, 0.55);
        assertThat(alarms.news()).containsExactly("KEY a STARTED 101- MINOR x1 open 1");
        alarms.pass("a", 3, 102);
        alarms.score("a", 4, 103, 0.58);
        assertThat(alarms.news()).isEmpty();
        alarms.score("a", 5, 104, 0.8);
        assertThat(alarms.news()).containsExactly("KEY a CHANGED 101- CRITICAL x3 open 1");
        alarms.pass("a", 6, 114);
        assertThat(alarms.news()).isEmpty();
        alarms.pass("a", 7, 115);
        assertThat(alarms.news()).containsExactly("KEY a ENDED 101-104 CRITICAL x3 open 0");
    }

    private static Alarms framed(FakeRegistry registry, String more) {
        String lines = "sink.avro.encoding: confluent\nregistry: {url: '%s', timeout: 20s}\n";
        StreamSpec spec =
                StreamSpec.parse(
                        Alarms.LEAST + String.format(Locale.ROOT, lines, registry.url()) + more,
                        "stream.yaml");
        int scores = registry.add("t.scores-value", Score.getClassSchema());
        int anomalies = registry.add("t.anomalies-value", Anomaly.getClassSchema());
        Map<String, Integer> ids =
                Map.of(
                        "t.scores",
                        scores,
                        "t.anomalies",
                        anomalies,
                        "t.episodes",
                        registry.add("e", Episode.getClassSchema()));
        return new Alarms(spec, new ResultIds(spec.registry().settings(), ids));
    }

    @Test
    void resultsWithARegistrysIdsAreReadAndWritten() throws Exception {
        try (FakeRegistry registry = new FakeRegistry();
                Alarms framed = framed(registry, "episodes.group.pattern: ^(.)")) {
            framed.score("a", 2, 101, 0.55);
            framed.anomaly("a", 3, 102, 0.55);
            framed.pass("a", 4, 200);
            List<TestRecord<byte[], byte[]>> records = framed.records();
            assertThat(records)
                    .hasSize(4) // of the key and of its group
                    .allSatisfy(r -> assertThat(r.value()).startsWith(0, 0, 0, 0, 3));
            assertThat(framed.decode(records.get(2).value()).getAlarms()).isEqualTo(2);
            assertThat(framed.undecodable("scores")).isZero();
            assertThat(framed.undecodable("groups")).isZero();
            framed.scoresTopic.pipeInput("a".getBytes(UTF_8), new byte[] {0, 0, 0, 0, 9, 1});
            assertThat(framed.undecodable("scores")).isEqualTo(1);
        }
    }

    @Test
    void anAlarmWhoseSchemaNobodyTellsIsNotPassedOver() throws Exception {
        byte[] unasked = {0, 0, 0, 0, 9, 1};
        try (FakeRegistry registry = new FakeRegistry();
                Alarms framed = framed(registry, "")) {
            registry.mood = Mood.DOWN;
            assertThatThrownBy(() -> framed.scoresTopic.pipeInput("a".getBytes(UTF_8), unasked))
                    .hasRootCauseMessage(
                            String.format(
                                    Locale.ROOT,
                                    "GET %s/schemas/ids/9: 503 overloaded",
                                    registry.url()))
                    .hasStackTraceContaining("UnknownIdException");
        }
        assertThatThrownBy(() -> alarms.scoresTopic.pipeInput("a".getBytes(UTF_8), unasked))
                .hasStackTraceContaining("set sink.avro.encoding = confluent and registry.url");
    }

    @Test
    void aRecordTellsOfThePeak() {
        alarms.score("a", 2, 101, 0.55);
        alarms.score("a", 3, 102, 0.7);
        alarms.score("a", 4, 103, 0.65);
        alarms.pass("a", 5, 200);
        TestRecord<byte[], byte[]> record = alarms.records().get(2);
        assertThat(record.key()).isEqualTo("a".getBytes(UTF_8));
        assertThat(record.timestamp()).isEqualTo(7);
        assertThat(new String(record.headers().lastHeader("undercurrent.schema").value(), UTF_8))
                .startsWith("io.undercurrent.schemas.Episode:");
        Episode end = alarms.decode(record.value());
        assertThat(end.getId()).isEqualTo("t-0-2-3");
        assertThat(end.getEpisode()).isEqualTo("t-0-2");
        assertThat(end.getRevision()).isEqualTo(3);
        assertThat(end.getPeakId()).isEqualTo("t-0-3");
        assertThat(end.getPeakKey()).isEqualTo("a");
        assertThat(end.getPeakTime()).isEqualTo(Instant.ofEpochSecond(102));
        assertThat(end.getPeakScore()).isEqualTo(0.7);
        assertThat(end.getPValue()).isEqualTo(0.001);
        assertThat(end.getField()).isEqualTo("load");
        assertThat(end.getValue()).isEqualTo(9);
        assertThat(end.getExpected()).isNull();
        assertThat(end.getLower()).isEqualTo(1);
        assertThat(end.getUpper()).isEqualTo(2);
        assertThat(end.getGroup()).isNull();
        assertThat(end.getMembers()).isEqualTo(1);
        assertThat(end.getFirstKeys()).isEmpty();
    }

    @Test
    void anomalyAndScoreOfAnAlarmCountOnceWhicheverComesFirst() {
        alarms.anomaly("a", 1, 101, 0.55);
        alarms.anomaly("a", 4, 104, 0.7);
        alarms.score("a", 1, 101, 0.55);
        alarms.pass("a", 2, 102);
        alarms.score("a", 4, 104, 0.7);
        alarms.score("a", 5, 105, 0.55);
        alarms.anomaly("a", 5, 105, 0.55);
        alarms.pass("a", 6, 200);
        assertThat(alarms.news())
                .containsExactly(
                        "KEY a STARTED 101- MINOR x1 open 1",
                        "KEY a CHANGED 101- MAJOR x2 open 1",
                        "KEY a ENDED 101-105 MAJOR x3 open 0");
    }

    @Test
    void anAnomalyBeyondTheQuietPeriodEndsTheEpisodeToo() {
        alarms.anomaly("a", 1, 101, 0.55);
        alarms.anomaly("a", 2, 150, 0.55);
        assertThat(alarms.news())
                .containsExactly(
                        "KEY a STARTED 101- MINOR x1 open 1",
                        "KEY a ENDED 101-101 MINOR x1 open 0",
                        "KEY a STARTED 150- MINOR x1 open 1");
    }

    @Test
    void aReplayFromAnOlderPointChangesNothing() {
        for (int replay = 0; replay < 2; replay++) {
            alarms.score("a", 1, 101, 0.55);
            alarms.score("a", 2, 102, 0.7);
            alarms.pass("a", 3, 120);
            alarms.anomaly("a", 1, 101, 0.55);
            alarms.anomaly("a", 2, 102, 0.7);
        }
        assertThat(alarms.news()).hasSize(3);
        alarms.score("a", 4, 121, 0.55);
        assertThat(alarms.news()).containsExactly("KEY a STARTED 121- MINOR x1 open 1");
    }

    @Test
    void lateAlarmsExtendWhatIsOpenAndNotWhatHasEnded() {
        alarms.score("a", 1, 101, 0.55);
        alarms.pass("a", 2, 140);
        alarms.score("a", 3, 150, 0.55);
        alarms.news();
        alarms.score("a", 4, 145, 0.55);
        alarms.score("a", 5, 105, 0.9);
        assertThat(alarms.news()).isEmpty();
        alarms.score("a", 6, 125, 0.55);
        assertThat(alarms.news())
                .containsExactly(
                        "KEY a STARTED 125- MINOR x1 open 1",
                        "KEY a ENDED 125-125 MINOR x1 open 0");
        alarms.pass("a", 7, 161);
        assertThat(alarms.news()).containsExactly("KEY a ENDED 145-150 MINOR x2 open 0");
    }

    @Test
    void anAlarmOfAForeignIdCountsWhereItsScoreComes() {
        alarms.anomalyWithId("a", "other-0-1", 101, 0.55);
        alarms.anomalyWithId("a", "", 101, 0.55);
        assertThat(alarms.news()).isEmpty();
        alarms.scoreWithId("a", "other-0-1", 101, 0.55);
        alarms.scoreWithId("a", "", 102, 0.7);
        assertThat(alarms.news())
                .containsExactly(
                        "KEY a STARTED 101- MINOR x1 open 1", "KEY a CHANGED 101- MAJOR x2 open 1");
    }

    @Test
    void whatCannotBeReadIsCountedAndPassedOver() {
        byte[] key = "a".getBytes(UTF_8);
        alarms.scoresTopic.pipeInput(key, "{}".getBytes(UTF_8));
        alarms.scoresTopic.pipeInput(key, (byte[]) null);
        alarms.scoresTopic.pipeInput(key, new byte[0]);
        alarms.score("a", 1, 101, 0.55);
        byte[] episode = alarms.records().get(0).value();
        alarms.anomaliesTopic.pipeInput(key, episode);
        alarms.pass("a", 2, 200);
        assertThat(alarms.news()).containsExactly("KEY a ENDED 101-101 MINOR x1 open 0");
        assertThat(alarms.undecodable("scores")).isEqualTo(3);
        assertThat(alarms.undecodable("anomalies")).isEqualTo(1);
    }

    @Test
    void keysThatNeverAlarmTakeNoState() {
        alarms.pass("a", 1, 101);
        alarms.pass("b", 2, 101);
        assertThat(alarms.content(AlarmStores.KEYS)).isEmpty();
        alarms.score("b", 3, 102, 0.55);
        assertThat(alarms.content(AlarmStores.KEYS)).hasSize(1);
    }

    @Test
    void aRestartResumesFromTheStore() {
        alarms.score("a", 1, 101, 0.55);
        try (Alarms restarted = new Alarms("")) {
            restarted.restore(alarms, AlarmStores.KEYS);
            restarted.score("a", 1, 101, 0.55);
            restarted.score("a", 2, 102, 0.55);
            restarted.pass("a", 3, 200);
            assertThat(restarted.news()).containsExactly("KEY a ENDED 101-102 MINOR x2 open 0");
        }
    }
}
