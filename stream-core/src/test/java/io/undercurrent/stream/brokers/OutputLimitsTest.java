package io.undercurrent.stream.brokers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.record.Incoming;
import io.undercurrent.stream.record.Outgoing;
import io.undercurrent.stream.record.ResultBounds;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.junit.jupiter.api.Test;

/** What topics take: sizes and Kafka timestamps, at the start and before each record. */
class OutputLimitsTest {
    private static final long NOW = Instant.parse("2026-05-01T12:00:00Z").toEpochMilli();
    private static final long HOUR = 3_600_000;
    private static final StreamSpec SPEC =
            StreamSpec.parse(
                    """
                    source: {topic: t, values: [value]}
                    checkpoint.folder: unused
                    kafka: {bootstrap.servers: "nowhere:9092", max.request.size: 7000000}
                    """,
                    "limits.yaml");

    private static TopicLimit limit(String topic, int bytes, long before, long after) {
        return new TopicLimit(topic, bytes, true, before, after);
    }

    private static OutputLimits limits(TopicLimit... limits) {
        Map<String, TopicLimit> all = new java.util.HashMap<>();
        for (TopicLimit limit : limits) {
            all.put(limit.topic(), limit);
        }
        return new OutputLimits(SPEC.sink(), "status", all, () -> NOW);
    }

    private static Incoming event(long timestamp) {
        Incoming in = new Incoming();
        in.topic = "t";
        in.timestamp = timestamp;
        in.timeMicros = (NOW - 5_000) * 1000;
        in.values = new double[] {1};
        return in;
    }

    @Test
    void anEventWhoseTimestampATopicRefusesIsRejected() {
        OutputLimits limits = limits(limit("t.scores", 1000, 24 * HOUR, HOUR));
        for (long fine : new long[] {-1, NOW, NOW + 58 * 60_000, NOW - 23 * HOUR}) {
            Incoming in = event(fine);
            limits.judge(in);
            assertThat(in.reason).as("%s", fine - NOW).isNull();
        }
        Incoming ahead = event(Instant.parse("2099-01-01T00:00:00Z").toEpochMilli());
        limits.judge(ahead);
        assertThat(ahead.reason).isEqualTo("TIME_AHEAD");
        assertThat(ahead.detail)
                .contains("2099-01-01T00:00:00Z", "too far ahead of", "topic t.scores")
                .contains("message.timestamp.after.max.ms = 3600000", "LogAppendTime");
        Incoming behind = event(NOW - 25 * HOUR);
        limits.judge(behind);
        assertThat(behind.reason).isEqualTo("BAD_TIME");
        assertThat(behind.detail).contains("too far behind", "message.timestamp.before.max.ms");
        OutputLimits internal = limits(limit("status", 1000, HOUR, HOUR));
        Incoming scored = event(Long.MAX_VALUE);
        internal.judge(scored);
        assertThat(scored.reason).as("internal topics do not decide").isNull();
        assertThat(internal.takesTime(Long.MAX_VALUE)).isFalse();
        Incoming known = event(Long.MAX_VALUE);
        known.reason = "LATE";
        limits.judge(known);
        assertThat(known.reason).isEqualTo("LATE");
    }

    @Test
    void timestampsAtTheEndsOfTimeAreComparedWithoutOverflow() {
        OutputLimits none = limits(limit("t.scores", 1000, Long.MAX_VALUE, Long.MAX_VALUE));
        for (long at : new long[] {0, Long.MAX_VALUE}) {
            Incoming in = event(at);
            none.judge(in);
            assertThat(in.reason).isNull();
        }
    }

    @Test
    void aTopicThatWritesItsOwnTimestampsTakesAll() {
        OutputLimits limits = limits(new TopicLimit("t.scores", 1000, false, HOUR, HOUR));
        Incoming in = event(Long.MAX_VALUE);
        limits.judge(in);
        assertThat(in.reason).isNull();
        assertThat(limits.takesTime(0)).isTrue();
    }

    @Test
    void aDeadLetterHasATimestampThatItsTopicTakes() {
        OutputLimits limits = limits(limit("t.dead-letters", 1000, 24 * HOUR, HOUR));
        assertThat(limits.letterTime(event(NOW - 7))).isEqualTo(NOW - 7);
        assertThat(limits.letterTime(event(-1))).isEqualTo(-1);
        assertThat(limits.letterTime(event(Long.MAX_VALUE)))
                .as("the event's own")
                .isEqualTo(NOW - 5_000);
        Incoming undecoded = event(Long.MAX_VALUE);
        undecoded.timeMicros = 0;
        assertThat(limits.letterTime(undecoded)).isEqualTo(NOW);
        Incoming both = event(Long.MAX_VALUE);
        both.timeMicros = 4_000_000_000_000_000L;
        assertThat(limits.letterTime(both)).isEqualTo(NOW);
    }

    @Test
    void aResultIsComparedWithEachTopicThatHoldsIt() {
        OutputLimits limits =
                limits(
                        limit("t.scores", 5000, HOUR, HOUR),
                        limit("t.anomalies", 1500, HOUR, HOUR),
                        limit("status", 3000, HOUR, HOUR));
        assertThat(limits.tooLarge(out(Outgoing.Kind.SCORE, 2500))).isEmpty();
        assertThat(limits.tooLarge(out(Outgoing.Kind.SCORE, 3000)).orElseThrow())
                .contains("its score has 3", "topic status takes 3000 (max.message.bytes)");
        assertThat(limits.tooLarge(out(Outgoing.Kind.ANOMALY, 2500)).orElseThrow())
                .contains("its anomaly has 2", "topic t.anomalies takes 1500");
        assertThat(limits.tooLarge(out(Outgoing.Kind.FORECAST, 2500))).isEmpty();
        assertThat(limits.tooLarge(out(Outgoing.Kind.DEAD_LETTER, 1 << 20))).isEmpty();
        assertThat(OutputLimits.NONE.tooLarge(out(Outgoing.Kind.SCORE, 1 << 30 >> 8))).isEmpty();
    }

    private static Outgoing out(Outgoing.Kind kind, int bytes) {
        return new Outgoing(kind, new byte[3], new byte[bytes], NOW, "m@1");
    }

    @Test
    void atTheStartItIsRaisedOrRefusedWithTheArithmetic() {
        ResultBounds.Bound bound = new ResultBounds.Bound(2_000_000, "2 x 1000000", "the horizon");
        assertThat(LimitChecks.config(bound, OptionalInt.empty()))
                .containsExactly(Map.entry("max.message.bytes", "2000000"));
        assertThat(LimitChecks.config(bound, OptionalInt.of(3_000_000))).isEmpty();
        assertThat(LimitChecks.problem("o = t", limit("t", 2_000_000, 0, 0), bound)).isEmpty();
        assertThat(LimitChecks.problem("o = t", limit("t", 1_999_999, 0, 0), bound).orElseThrow())
                .isEqualTo(
                        "o = t: 2 x 1000000 = 2000000 bytes, which is more than topic t takes (max.message.bytes = 1999999): raise that (kafka-configs.sh --alter --topic t --add-config max.message.bytes=2000000), or lower the horizon");
        assertThat(LimitChecks.problem("o = t", bound, OptionalInt.of(2_001_024))).isEmpty();
        assertThat(LimitChecks.problem("o = t", bound, OptionalInt.of(2_001_023)).orElseThrow())
                .contains("socket.request.max.bytes = 2001023", "lower the horizon");
        assertThat(LimitChecks.producer(SPEC, 2_000_000))
                .containsEntry("max.request.size", "7000000")
                .containsEntry("buffer.memory", "33554432");
        assertThat(LimitChecks.producer(SPEC, 40_000_000))
                .containsEntry("max.request.size", "40000000")
                .containsEntry("buffer.memory", "80000000");
    }

    @Test
    void limitsAreReadFromATopicsConfigOfNewAndOldBrokers() {
        assertThat(
                        TopicLimit.of(
                                "t",
                                config(
                                        "max.message.bytes",
                                        "5",
                                        "message.timestamp.after.max.ms",
                                        "6")))
                .isEqualTo(new TopicLimit("t", 5, true, Long.MAX_VALUE, 6));
        assertThat(
                        TopicLimit.of(
                                "t",
                                config(
                                        "message.timestamp.type",
                                        "LogAppendTime",
                                        "message.timestamp.difference.max.ms",
                                        "7")))
                .isEqualTo(new TopicLimit("t", Integer.MAX_VALUE, false, 7, 7));
    }

    private static Config config(String... pairs) {
        List<ConfigEntry> entries = new java.util.ArrayList<>();
        for (int i = 0; i < pairs.length; i += 2) {
            entries.add(new ConfigEntry(pairs[i], pairs[i + 1]));
        }
        return new Config(entries);
    }

    @Test
    void anotherTopicOfTheSameNameIsTold() {
        SourceTopic topic = new SourceTopic("c1", "t", "id1");
        assertThat(SourceTopic.parse(topic.toString())).isEqualTo(topic);
        assertThat(topic.difference(topic, "the checkpoint", "do this")).isEmpty();
        assertThat(new SourceTopic("c1", "t", "id2").difference(topic, "the checkpoint", "do this"))
                .hasValueSatisfying(
                        said ->
                                assertThat(said)
                                        .startsWith(
                                                "source.topic = t: the checkpoint was built from another topic of this name; the topic was deleted and created again")
                                        .contains("id1", "id2")
                                        .endsWith("; do this"));
        assertThat(new SourceTopic("c2", "t", "id1").difference(topic, "the checkpoint", "do this"))
                .hasValueSatisfying(
                        said -> assertThat(said).contains("another cluster", "c1", "c2"));
        assertThatThrownBy(() -> SourceTopic.parse("nonsense")).hasMessageContaining("nonsense");
    }
}
