package io.undercurrent.streams.scoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.schemas.DeadLetter;
import io.undercurrent.schemas.DeadLetterReason;
import io.undercurrent.schemas.Score;
import io.undercurrent.schemas.ScoreStatus;
import io.undercurrent.scorer.Slab;
import io.undercurrent.scorer.SlabCodec;
import io.undercurrent.stream.metrics.StreamMetric;
import io.undercurrent.stream.trial.SpoiltSlabs;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each rule of the job, as the topology keeps it. */
class ScoringTopologyTest {
    private static final String NO_WATCH = "alarm.silence: false";

    @TempDir Path folder;

    @Test
    void everyRecordBecomesOneScoreOrOneDeadLetter() throws Exception {
        try (Driven driven = new Driven(folder, "alarm.warmup: 128")) {
            driven.ordinary("a", 0, 260);
            driven.send("a".getBytes(UTF_8), "no event".getBytes(UTF_8), Driven.at(260));
            driven.send(null, driven.event("a", Driven.at(261), 1), Driven.at(261));
            driven.send("b".getBytes(UTF_8), null, Driven.at(262));
            driven.send("a", 263, 1e6);
            List<Score> scores = driven.scores();
            assertThat(scores).hasSize(261);
            assertThat(scores.get(0).getId()).isEqualTo("events-0-0");
            assertThat(scores.get(0).getStatus()).isEqualTo(ScoreStatus.WARMUP);
            assertThat(scores.get(260).getStatus()).isEqualTo(ScoreStatus.SCORED);
            assertThat(scores.get(260).getAlarm()).isTrue();
            assertThat(driven.output(driven.spec.sink().anomalies()).readValuesToList())
                    .as("of the last event, and of no other")
                    .hasSize(1);
            assertThat(driven.forecasts()).hasSize(52);
            assertThat(driven.letters())
                    .extracting(DeadLetter::getReason)
                    .containsExactly(
                            DeadLetterReason.UNDECODABLE,
                            DeadLetterReason.MISSING_KEY,
                            DeadLetterReason.TOMBSTONE);
        }
    }

    @Test
    void resultsHaveTheSourcesKeyAndTimestampAndHeaders() throws Exception {
        try (Driven driven = new Driven(folder)) {
            driven.send("a".getBytes(UTF_8), driven.event("a", Driven.at(5), 1), Driven.at(7));
            var result = driven.output(driven.spec.sink().scores()).readRecord();
            assertThat(result.key()).isEqualTo("a".getBytes(UTF_8));
            assertThat(result.getRecordTime()).isEqualTo(Driven.at(7));
            assertThat(result.headers())
                    .extracting(header -> header.key())
                    .containsExactly("undercurrent.model", "undercurrent.schema");
        }
    }

    @Test
    void headersOfStrangersSayNothing() throws Exception {
        try (Driven driven = new Driven(folder)) {
            byte[] event = driven.event("a", Driven.at(0), 1);
            driven.send("a".getBytes(UTF_8), event, Driven.at(0), "undercurrent.place", "x");
            driven.send(
                    "a".getBytes(UTF_8), null, Driven.at(1), "undercurrent.place", "xxxxxxxxxxxxx");
            assertThat(driven.scores().get(0).getId()).isEqualTo("events-0-0");
            assertThat(driven.letters().get(0).getId()).isEqualTo("events-0-1");
        }
    }

    private static byte[] place(int partition, long offset, String topic) {
        byte[] name = topic.getBytes(UTF_8);
        return ByteBuffer.allocate(12 + name.length)
                .putInt(partition)
                .putLong(offset)
                .put(name)
                .array();
    }

    /** Whoever may write to the repartition topic stops nothing: each record is a dead letter. */
    @Test
    void whatAnotherProgramWritesToTheRepartitionTopicIsADeadLetter() throws Exception {
        try (Driven driven =
                new Driven(
                        folder,
                        "source.format: json",
                        "source.key: {from: field, field: id}",
                        "source.time: {field: at, unit: ms}")) {
            String json = "{\"id\":\"a\",\"at\":" + Driven.at(0).toEpochMilli() + ",\"value\":1}";
            byte[] event = json.getBytes(UTF_8);
            byte[] a = "a".getBytes(UTF_8);
            byte[][] forged = {
                null,
                {},
                {1, 2, 3},
                new byte[12],
                place(-1, 0, "events"),
                place(0, -1, "events"),
                place(0, 0, "others"),
                place(0, 0, "events-and-more"),
                {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -2, -3, -4, -5, -6},
            };
            for (byte[] place : forged) {
                driven.repartitioned(a, event, place, a);
            }
            driven.repartitioned(a, event, place(0, 7, "events"), null);
            driven.send("x".getBytes(UTF_8), event, Driven.at(0));
            List<DeadLetter> letters = driven.letters();
            assertThat(letters).hasSize(forged.length + 1);
            String topic = ChangelogTopics.repartition(driven.spec.source().groupId());
            for (int i = 0; i < letters.size(); i++) {
                DeadLetter letter = letters.get(i);
                assertThat(letter.getId()).isEqualTo(topic + "-0-" + i);
                assertThat(letter.getReason()).isEqualTo(DeadLetterReason.UNDECODABLE);
                assertThat(letter.getDetail())
                        .contains("header undercurrent.")
                        .contains("wrote to its repartition topic");
            }
            assertThat(driven.scores())
                    .extracting(Score::getId)
                    .as("the event that came through the source")
                    .containsExactly("events-0-0");
        }
    }

    @Test
    void aLateEventIsADeadLetterOrIsScored() throws Exception {
        try (Driven driven = new Driven(folder.resolve("letter"))) {
            driven.ordinary("a", 0, 10);
            driven.send("b", 3, 1);
            driven.send("a", 4, 1);
            assertThat(driven.letters())
                    .singleElement()
                    .satisfies(
                            letter -> {
                                assertThat(letter.getReason()).isEqualTo(DeadLetterReason.LATE);
                                assertThat(letter.getDetail()).contains("source.late: score");
                            });
        }
        try (Driven driven = new Driven(folder.resolve("score"), "source.late: score")) {
            driven.ordinary("a", 0, 60);
            driven.send("a", 4, 1);
            assertThat(driven.letters()).isEmpty();
            assertThat(driven.scores().get(60).getStatus()).isEqualTo(ScoreStatus.LATE);
        }
    }

    @Test
    void anEventFarAheadOfItsRecordIsADeadLetter() throws Exception {
        try (Driven driven = new Driven(folder)) {
            byte[] ahead = driven.event("a", Driven.at(7200), 1);
            driven.send("a".getBytes(UTF_8), ahead, Driven.at(0));
            assertThat(driven.letters())
                    .extracting(DeadLetter::getReason)
                    .containsExactly(DeadLetterReason.TIME_AHEAD);
        }
    }

    @Test
    void aKeyThatStaysAwayExpiresAndItsStateIsFreed() throws Exception {
        try (Driven driven = new Driven(folder, "job.expire-after: 100s", NO_WATCH)) {
            for (int i = 0; i < 50; i++) { // in turn, so that the partition's clock begins
                driven.ordinary("a", i, i + 1);
                driven.ordinary("b", i, i + 1);
            }
            driven.send("c", 149, 1); // a step of the clock is 100 s at most
            driven.send("a", 150, 1);
            assertThat(slab(driven, "a").events()).as("101 s later").isEqualTo(1);
            assertThat(slab(driven, "b").events()).isEqualTo(50);
            assertThat(driven.store(Stores.STATUS).get(LatestResults.key((byte) 's', "b")))
                    .isNotNull();
            driven.send("a", 240, 1);
            assertThat(slab(driven, "b")).as("191 s: not twice the limit").isNotNull();
            driven.send("a", 270, 1);
            assertThat(slab(driven, "b")).as("221 s, and a quarter since its timer").isNull();
            assertThat(driven.store(Stores.STATUS).get(LatestResults.key((byte) 's', "b")))
                    .isNull();
            assertThat(driven.metric(StreamMetric.KEYS_EXPIRED)).isEqualTo(2);
            driven.ordinary("a", 271, 480);
            assertThat(slab(driven, "a").events()).as("its timer goes on").isEqualTo(212);
            try (KeyValueIterator<?, ?> timers = driven.store(Stores.TIMERS).all()) {
                assertThat(timers).toIterable().as("the mark, and one a key").hasSize(2);
            }
        }
    }

    @Test
    void aKeyGetsItsClockBackAfterTwoDeadLetters() throws Exception {
        try (Driven driven = new Driven(folder)) {
            driven.ordinary("a", 0, 50);
            driven.send("a", 3_000_000_000L, 1); // its record's timestamp is as wrong
            driven.ordinary("a", 50, 60);
            assertThat(driven.letters())
                    .extracting(DeadLetter::getReason)
                    .containsExactly(DeadLetterReason.LATE, DeadLetterReason.LATE);
            assertThat(slab(driven, "a").events()).isEqualTo(59);
            assertThat(slab(driven, "a").lastTimeMicros())
                    .isEqualTo(Driven.at(59).toEpochMilli() * 1000);
        }
    }

    @Test
    void keysThatNeverHadTimersGetThemWhereExpiryIsNew() throws Exception {
        List<KeyValue<Bytes, byte[]>> before;
        try (Driven driven = new Driven(folder, NO_WATCH)) {
            driven.ordinary("a", 0, 5);
            driven.ordinary("b", 0, 5);
            before = entries(driven.store(Stores.SLABS));
        }
        try (Driven driven = new Driven(folder, "job.expire-after: 100s", NO_WATCH)) {
            driven.store(Stores.SLABS).putAll(before);
            driven.send("a", 90, 1);
            assertThat(entries(driven.store(Stores.TIMERS))).as("mark, a, b").hasSize(3);
            for (int i = 0; i < 4; i++) {
                driven.send("c", 91 + i, 1);
                driven.send("a", 91 + i, 1);
            }
            driven.ordinary("a", 180, 330);
            assertThat(slab(driven, "b")).isNull();
            assertThat(slab(driven, "a")).isNotNull();
        }
    }

    @Test
    void keyStatesOfOtherOptionsAreRebuiltFromTheEventsThatTheyKeep() throws Exception {
        List<KeyValue<Bytes, byte[]>> before;
        try (Driven driven = new Driven(folder)) {
            driven.ordinary("a", 0, 100);
            before = entries(driven.store(Stores.SLABS));
        }
        try (Driven driven = new Driven(folder, "forecast.quantiles: [0.1, 0.5, 0.9]")) {
            driven.store(Stores.SLABS).putAll(before);
            driven.ordinary("a", 100, 101);
            assertThat(driven.metric(StreamMetric.KEY_STATES_REBUILT)).isEqualTo(1);
            assertThat(driven.scores().get(0).getStatus()).isEqualTo(ScoreStatus.SCORED);
            assertThat(slab(driven, "a").events()).isEqualTo(101);
        }
    }

    /** A store with the key state of a number of events, in which a number is not finite. */
    private List<KeyValue<Bytes, byte[]>> spoilt(int events) throws Exception {
        try (Driven driven = new Driven(folder)) {
            driven.ordinary("a", 0, events);
            return entries(driven.store(Stores.SLABS)).stream()
                    .map(
                            entry ->
                                    entry.key.equals(StoreKeys.of("a"))
                                            ? KeyValue.pair(entry.key, SpoiltSlabs.of(entry.value))
                                            : entry)
                    .toList();
        }
    }

    /** One event is not judged, and the key goes on. */
    @Test
    void anEventWithoutAFiniteForecastIsUnpredicted() throws Exception {
        List<KeyValue<Bytes, byte[]>> before = spoilt(98);
        try (Driven driven = new Driven(folder)) {
            driven.store(Stores.SLABS).putAll(before);
            driven.ordinary("a", 98, 150);
            List<Score> scores = driven.scores();
            assertThat(scores.get(0).getStatus()).isEqualTo(ScoreStatus.SCORED);
            Score unpredicted = scores.get(1);
            assertThat(unpredicted.getStatus()).isEqualTo(ScoreStatus.UNPREDICTED);
            assertThat(unpredicted.getScore()).isZero();
            assertThat(unpredicted.getPValue()).isEqualTo(1);
            assertThat(unpredicted.getAlarm()).isFalse();
            assertThat(unpredicted.getExpected()).containsExactly((Double) null);
            assertThat(unpredicted.getLower()).containsExactly((Double) null);
            assertThat(scores.subList(2, 41))
                    .extracting(Score::getStatus)
                    .containsOnly(ScoreStatus.WARMUP);
            assertThat(scores.subList(41, 52))
                    .extracting(Score::getStatus)
                    .containsOnly(ScoreStatus.SCORED);
            assertThat(driven.metric(StreamMetric.UNPREDICTED)).isEqualTo(1);
            assertThat(driven.metric(StreamMetric.FORECASTS_WITHHELD)).isZero();
            assertThat(driven.forecasts()).hasSize(11);
        }
    }

    /** A forecast is due after the event that brings the state's fault to light. */
    @Test
    void aForecastThatIsNotFiniteIsNotWritten() throws Exception {
        List<KeyValue<Bytes, byte[]>> before = spoilt(99);
        try (Driven driven = new Driven(folder)) {
            driven.store(Stores.SLABS).putAll(before);
            driven.ordinary("a", 99, 150);
            assertThat(driven.metric(StreamMetric.FORECASTS_WITHHELD)).isEqualTo(1);
            assertThat(driven.metric(StreamMetric.UNPREDICTED)).isEqualTo(1);
            assertThat(driven.forecasts()).hasSize(10);
        }
    }

    @Test
    void aKeyThatIsAFieldGoesThroughARepartitionTopicAndKeepsItsPlace() throws Exception {
        try (Driven driven = new Driven(folder, "source.key.from: field")) {
            for (int i = 0; i < 50; i++) {
                byte[] value = driven.event(i % 2 == 0 ? "a" : "b", Driven.at(i), i % 5);
                driven.send(null, value, Driven.at(i));
            }
            driven.send("raw".getBytes(UTF_8), "no event".getBytes(UTF_8), Driven.at(50));
            List<Score> scores = driven.scores();
            assertThat(scores).hasSize(50);
            assertThat(scores.get(49).getId()).isEqualTo("events-0-49");
            assertThat(slab(driven, "a").events()).isEqualTo(25);
            DeadLetter letter = driven.letters().get(0);
            assertThat(letter.getId()).isEqualTo("events-0-50");
            assertThat(letter.getTopic()).isEqualTo("events");
            assertThat(letter.getKey().array()).isEqualTo("raw".getBytes(UTF_8));
        }
    }

    private static List<KeyValue<Bytes, byte[]>> entries(KeyValueStore<Bytes, byte[]> store) {
        List<KeyValue<Bytes, byte[]>> entries = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
            all.forEachRemaining(entries::add);
        }
        return entries;
    }

    static Slab slab(Driven driven, String key) {
        byte[] bytes = driven.store(Stores.SLABS).get(StoreKeys.of(key));
        return bytes == null ? null : SlabCodec.decode(bytes, bytes.length);
    }
}
