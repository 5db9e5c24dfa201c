package io.undercurrent.streams.scoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.schemas.Episode;
import io.undercurrent.schemas.EpisodeChangeKind;
import io.undercurrent.schemas.EpisodeScope;
import io.undercurrent.schemas.EpisodeSeverity;
import io.undercurrent.schemas.Score;
import io.undercurrent.schemas.Wire;
import io.undercurrent.stream.metrics.StreamMetric;
import io.undercurrent.stream.record.ResultRouting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The records of episodes that a job writes. */
class EpisodesTest {
    private static final String WARMUP = "alarm.warmup: 128";

    @TempDir Path folder;

    private static List<TestRecord<byte[], byte[]>> records(Driven driven) {
        return driven.output(driven.spec.sink().episodes()).readRecordsToList();
    }

    private static List<Episode> episodes(Driven driven) throws Exception {
        Wire<Episode> wire = new Wire<>(Episode.getClassSchema());
        List<Episode> episodes = new ArrayList<>();
        for (TestRecord<byte[], byte[]> record : records(driven)) {
            episodes.add(wire.decode(record.value()));
        }
        return episodes;
    }

    @Test
    void aLargerSurpriseWithinAnEpisodeRaisesItAndQuietEndsIt() throws Exception {
        try (Driven driven =
                new Driven(
                        folder,
                        WARMUP,
                        "episodes.quiet: 10s",
                        "episodes.group.pattern: ^(.)",
                        "episodes.major: 0.75",
                        "episodes.critical: 0.9")) {
            driven.ordinary("a", 0, 260);
            assertThat(records(driven)).isEmpty();
            driven.send("a", 260, 4);
            driven.send("a", 261, 1e6);
            driven.ordinary("a", 262, 300);
            List<Score> scores = driven.scores();
            assertThat(scores.get(260).getAlarm()).isTrue();
            assertThat(scores.get(261).getAlarm()).as("known already").isFalse();
            assertThat(scores.get(261).getScore()).isLessThan(0.5);

            var sent = records(driven);
            assertThat(sent)
                    .allSatisfy(
                            record -> {
                                assertThat(new String(record.key(), UTF_8)).isEqualTo("a");
                                assertThat(
                                                record.headers()
                                                        .lastHeader(ResultRouting.SCHEMA_HEADER)
                                                        .value())
                                        .asString()
                                        .startsWith(Episode.getClassSchema().getFullName());
                            });
            Wire<Episode> wire = new Wire<>(Episode.getClassSchema());
            Episode started = wire.decode(sent.get(0).value());
            assertThat(started.getChange()).isEqualTo(EpisodeChangeKind.STARTED);
            assertThat(started.getScope()).isEqualTo(EpisodeScope.KEY);
            assertThat(started.getEpisode()).isEqualTo("events-0-260");
            assertThat(started.getSeverity()).isEqualTo(EpisodeSeverity.MINOR);
            assertThat(started.getPeakScore()).isEqualTo(scores.get(260).getScore());
            assertThat(started.getPValue()).isEqualTo(scores.get(260).getPValue());
            assertThat(started.getGroup()).isEqualTo("a");
            Episode changed = wire.decode(sent.get(1).value());
            assertThat(changed.getChange()).isEqualTo(EpisodeChangeKind.CHANGED);
            assertThat(changed.getSeverity()).isGreaterThan(EpisodeSeverity.MINOR);
            assertThat(changed.getPeakId()).isEqualTo("events-0-261");
            assertThat(changed.getValue()).isEqualTo(1e6);
            assertThat(changed.getAlarms()).isEqualTo(1);
            Episode ended = wire.decode(sent.get(sent.size() - 1).value());
            assertThat(ended.getChange()).isEqualTo(EpisodeChangeKind.ENDED);
            assertThat(ended.getStart()).isEqualTo(Driven.at(260));
            assertThat(ended.getEnd()).isBetween(Driven.at(261), Driven.at(275));
            assertThat(ended.getPeakId()).isEqualTo("events-0-261");
            assertThat(driven.metric(StreamMetric.EPISODES_STARTED)).isEqualTo(1);
            assertThat(driven.metric(StreamMetric.EPISODES_ENDED)).isEqualTo(1);
            assertThat(driven.metric(StreamMetric.EVENTS_JUDGED)).isEqualTo(300 - 128);
            assertThat(driven.metric(StreamMetric.ALARM_RATE)).isEqualTo(0.001);
            assertThat(driven.metric(StreamMetric.ALARM_RATE_OBSERVED))
                    .isEqualTo(1.0 / (300 - 128));
        }
    }

    /** An event that comes once in 30 million events, by the tail's model more often. */
    @Test
    void aBudgetRaisesOnlyWhatIsRareEnoughForAllKeys() throws Exception {
        String[] few = {WARMUP, "alarm.budget: 20/day", "alarm.keys: 2"};
        String[] many = {WARMUP, "alarm.budget: 20/day", "alarm.keys: 100000"};
        try (Driven two = new Driven(folder.resolve("two"), few);
                Driven all = new Driven(folder.resolve("all"), many)) {
            for (Driven driven : List.of(two, all)) {
                driven.ordinary("a", 0, 260);
                driven.send("a", 260, 4);
                driven.ordinary("a", 261, 270);
            }
            Score raised = two.scores().get(260);
            Score not = all.scores().get(260);
            assertThat(raised.getAlarm()).isTrue();
            assertThat(raised.getScore()).isGreaterThanOrEqualTo(0.5);
            assertThat(not.getAlarm()).isFalse();
            assertThat(not.getScore()).isBetween(0.0, 0.5);
            assertThat(not.getPValue()).isEqualTo(raised.getPValue());
            assertThat(not.getSeverity()).isEqualTo(raised.getSeverity());
            assertThat(records(all)).isEmpty();
            Episode started = episodes(two).get(0);
            assertThat(started.getEpisode()).isEqualTo("events-0-260");
            assertThat(started.getPeakScore()).isEqualTo(raised.getScore());
            assertThat(two.metric(StreamMetric.ALARM_BUDGET_KEYS)).isEqualTo(2);
        }
    }

    /** A budget that is larger than what the rate allows changes no alarm. */
    @Test
    void aLargeBudgetChangesNoAlarm() throws Exception {
        try (Driven alone = new Driven(folder.resolve("alone"), WARMUP);
                Driven budget =
                        new Driven(
                                folder.resolve("budget"), WARMUP, "alarm.budget: 1000000/hour")) {
            for (Driven driven : List.of(alone, budget)) {
                driven.ordinary("a", 0, 260);
                driven.send("a", 260, 4);
                driven.ordinary("a", 261, 300);
            }
            List<Boolean> alarms = alone.scores().stream().map(Score::getAlarm).toList();
            assertThat(alarms).contains(true);
            assertThat(budget.scores().stream().map(Score::getAlarm).toList()).isEqualTo(alarms);
            assertThat(alone.metric(StreamMetric.ALARM_BUDGET_KEYS)).isNaN();
            assertThat(budget.metric(StreamMetric.ALARM_BUDGET_KEYS)).isEqualTo(1);
        }
    }

    @Test
    void anEpisodeEndsWithTheStateOfItsKeyOnReadAndByTimerAlike() throws Exception {
        String[] expires = {WARMUP, "job.expire-after: 100s", "episodes.quiet: 1h"};
        byte[] onRead;
        try (Driven driven = new Driven(folder.resolve("read"), expires)) {
            driven.ordinary("a", 0, 260);
            driven.send("a", 260, 1e6);
            driven.send("a", 471, 1);
            var sent = records(driven);
            assertThat(sent).hasSize(2);
            onRead = sent.get(1).value();
            Episode end = new Wire<Episode>(Episode.getClassSchema()).decode(onRead);
            assertThat(end.getChange()).isEqualTo(EpisodeChangeKind.ENDED);
            assertThat(end.getEnd()).isEqualTo(Driven.at(260));
        }
        try (Driven driven = new Driven(folder.resolve("timer"), expires)) {
            driven.ordinary("a", 0, 250);
            for (int i = 250; i < 260; i++) { // in turn, so that the partition's clock begins
                driven.ordinary("a", i, i + 1);
                driven.ordinary("b", i, i + 1);
            }
            driven.send("a", 260, 1e6);
            for (int second : new int[] {350, 440, 470}) {
                driven.send("b", second, 1);
            }
            var sent = records(driven);
            assertThat(sent).hasSize(2);
            assertThat(new String(sent.get(1).key(), UTF_8)).isEqualTo("a");
            Episode end = new Wire<Episode>(Episode.getClassSchema()).decode(sent.get(1).value());
            assertThat(end.getChange()).isEqualTo(EpisodeChangeKind.ENDED);
            assertThat(end.getEnd()).isEqualTo(Driven.at(260));
            driven.send("a", 471, 1);
            assertThat(episodes(driven)).isEmpty();
        }
    }

    @Test
    void aSilenceIsAnAnomalyOnceTheNextEventComes() throws Exception {
        try (Driven driven = new Driven(folder, WARMUP)) {
            driven.ordinary("a", 0, 700);
            int before = driven.scores().size();
            driven.ordinary("a", 2000, 2003);
            assertThat(before).isEqualTo(700);
            List<Episode> episodes = episodes(driven);
            assertThat(episodes.get(episodes.size() - 1).getEpisode()).isEqualTo("events-0-700");
            Wire<io.undercurrent.schemas.Anomaly> wire =
                    new Wire<>(io.undercurrent.schemas.Anomaly.getClassSchema());
            List<byte[]> anomalies =
                    driven.output(driven.spec.sink().anomalies()).readValuesToList();
            var last = wire.decode(anomalies.get(anomalies.size() - 1));
            assertThat(last.getKind()).isEqualTo("MISSING_EVENTS");
            assertThat(last.getSince()).isEqualTo(Driven.at(699));
            assertThat(last.getText()).startsWith("events are missing: the one with value = ");
        }
    }
}
