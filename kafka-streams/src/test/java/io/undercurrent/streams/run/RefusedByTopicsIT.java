package io.undercurrent.streams.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.undercurrent.kafka.local.LocalKafka;
import io.undercurrent.schemas.DeadLetter;
import io.undercurrent.schemas.DeadLetterReason;
import io.undercurrent.schemas.Score;
import io.undercurrent.schemas.Wire;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.option.SpecException;
import io.undercurrent.stream.runtime.ResolvedStream;
import io.undercurrent.stream.trial.JsonStream;
import io.undercurrent.stream.trial.Stream;
import io.undercurrent.streams.scoring.ChangelogTopics;
import io.undercurrent.streams.scoring.ScoringTopology;
import io.undercurrent.streams.scoring.SharedModel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What topics refuse, the application's own ones too: known at the start, or one dead letter, and
 * never an application without results.
 */
@Tag("slow")
class RefusedByTopicsIT {
    private static final long THEN = Stream.START.toEpochMilli();
    private static final long IN_2099 = Instant.parse("2099-01-01T00:00:00Z").toEpochMilli();

    @TempDir static Path folder;
    private static LocalKafka kafka;

    @BeforeAll
    static void start() {
        kafka =
                LocalKafka.in(folder.resolve("kafka"))
                        .setting("log.retention.ms", "-1")
                        // A failed thread's transaction holds back the one that replaces it until
                        // it has timed out and is aborted; brokers look for such ones every 10 s
                        // by default.
                        .setting(
                                "transaction.abort.timed.out.transaction.cleanup.interval.ms",
                                "500")
                        .start();
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    private static JsonStream stream(String topic, Map<String, String> settings) throws Exception {
        JsonStream stream = new JsonStream(kafka.bootstrapServers(), topic, folder);
        stream.create(topic, settings);
        return stream;
    }

    private static StreamsRun run(StreamSpec spec, boolean acceptGap) throws Exception {
        SharedModel model = new SharedModel(spec);
        Start.prepare(spec, model.slabBytes(), acceptGap, line -> {});
        StreamsRun run =
                StreamsRun.of(
                        ScoringTopology.build(ResolvedStream.of(spec), model, acceptGap),
                        Application.settings(spec, model),
                        spec.job().restartAttempts());
        run.start();
        return run;
    }

    @Test
    void theLargestForecastIsCommittedAndKeptForQueries() throws Exception {
        JsonStream stream = stream("wide", Map.of());
        StreamSpec spec = stream.spec("wide", 16, "forecast: {horizon: 1024, every: 2}");
        Embedded.check(spec);
        stream.send("k", 16, 0, 12, THEN);
        try (StreamsRun run = run(spec, false)) {
            stream.await(spec, 12, () -> run.streams().state().toString());
            var forecasts = stream.committed(3, "wide-forecasts");
            assertThat(forecasts.size()).isGreaterThanOrEqualTo(3);
            assertThat(forecasts.get(0).value().length).isGreaterThan(1_572_864);
        }
        String status = ChangelogTopics.status(Application.id(spec));
        assertThat(stream.setting(status, "max.message.bytes")).hasSize(7).startsWith("15");
        stream.set(status, "max.message.bytes", "1100000");
        assertThatThrownBy(() -> Embedded.check(spec))
                .isInstanceOf(SpecException.class)
                .message()
                .contains("application wide-streams: what was last said of a key: ")
                .contains("topic " + status + " takes (max.message.bytes = 1100000)");
    }

    @Test
    void aLongKeyAndAWrongKafkaTimestampAreOneDeadLetterEach() throws Exception {
        JsonStream stream =
                stream("odd", Map.of("message.timestamp.after.max.ms", "9223372036854775807"));
        StreamSpec spec = stream.spec("odd", 1);
        Embedded.check(spec);
        stream.send("k", 1, 0, 1, IN_2099); // the record that opens the stores
        stream.send("k", 1, 1, 10, THEN);
        stream.send("l".repeat(600_000), 1, 10, 11, THEN);
        stream.send("k", 1, 11, 12, IN_2099);
        stream.send("k", 1, 12, 30, THEN);
        try (StreamsRun run = run(spec, false)) {
            stream.await(spec, 30, () -> run.streams().state().toString());
            assertThat(stream.committed(27, "odd-scores")).hasSize(27);
            List<DeadLetter> letters = stream.letters(spec, 3);
            assertThat(letters)
                    .extracting(DeadLetter::getReason)
                    .containsExactly(
                            DeadLetterReason.TIME_AHEAD,
                            DeadLetterReason.TOO_LARGE,
                            DeadLetterReason.TIME_AHEAD);
            assertThat(letters.get(1).getDetail())
                    .endsWith(" has 600000 bytes, source.max-key-bytes allows 1024");
            assertThat(letters.get(2).getTimestamp().toEpochMilli()).isEqualTo(IN_2099);
            assertThat(letters.get(2).getDetail())
                    .contains("2099-01-01T00:00:00Z", "message.timestamp.after.max.ms = 3600000");
            assertThat(stream.committed(3, "odd-dead").get(2).timestamp())
                    .as("the event's own time")
                    .isEqualTo(THEN + 11_000);
        }
    }

    /** Outputs that take every timestamp: internal topics do not, and must not decide. */
    @Test
    void aTimestampThatOnlyInternalTopicsRefuseIsScored() throws Exception {
        JsonStream stream =
                stream("far", Map.of("message.timestamp.after.max.ms", "9223372036854775807"));
        for (String kind : List.of("scores", "forecasts", "anomalies", "episodes")) {
            stream.create("far-" + kind, Map.of("message.timestamp.type", "LogAppendTime"));
        }
        StreamSpec spec = stream.spec("far", 1);
        Embedded.check(spec);
        stream.send("k", 1, 0, 10, IN_2099);
        try (StreamsRun run = run(spec, false)) {
            stream.await(spec, 10, () -> run.streams().state().toString());
            assertThat(stream.committed(10, "far-scores")).hasSize(10);
        }
    }

    @Test
    void aLimitThatWasLoweredMeanwhileCostsAThreadAndNotTheStream() throws Exception {
        JsonStream stream = stream("lowered", Map.of());
        StreamSpec spec = stream.spec("lowered", 4, "forecast: {horizon: 64, every: 20}");
        Embedded.check(spec);
        stream.send("k", 4, 0, 10, THEN);
        try (StreamsRun run = run(spec, false)) {
            stream.await(spec, 10, () -> run.streams().state().toString());
            stream.set("lowered-forecasts", "max.message.bytes", "9000");
            stream.send("k", 4, 10, 60, THEN);
            stream.await(spec, 60, () -> run.streams().state().toString());
            List<DeadLetter> letters = stream.letters(spec, 1);
            assertThat(letters)
                    .isNotEmpty()
                    .hasSizeLessThan(5)
                    .allMatch(letter -> letter.getReason() == DeadLetterReason.TOO_LARGE)
                    .allMatch(l -> l.getDetail().contains("lowered-forecasts takes 9000"));
            assertThat(stream.committed(60 - letters.size(), "lowered-scores"))
                    .hasSize(60 - letters.size());
        }
    }

    @Test
    void anApplicationThatKeepsFailingStopsWithTheCause() throws Exception {
        JsonStream stream = stream("hopeless", Map.of());
        StreamSpec spec = stream.spec("hopeless", 1, "job.restart-attempts: 2");
        Embedded.check(spec);
        stream.send("k", 1, 0, 10, THEN);
        try (StreamsRun run = run(spec, false)) {
            stream.await(spec, 10, () -> run.streams().state().toString());
            stream.set("hopeless-dead", "max.message.bytes", "100"); // not even the least letter
            stream.send("l".repeat(2_000), 1, 10, 11, THEN);
            assertThatThrownBy(() -> run.ended().get(2, TimeUnit.MINUTES))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(NoProgressException.class)
                    .message()
                    .contains("stopped after 2 failures in a row without a commit in between")
                    .contains("(job.restart-attempts): ", "RecordTooLargeException")
                    .contains("(topic hopeless-dead)")
                    .contains("raise max.message.bytes of the topic that refuses the record");
        }
    }

    @Test
    void keyStatesKnowTheirTopic() throws Exception {
        JsonStream stream = stream("anew", Map.of());
        StreamSpec spec = stream.spec("anew", 1);
        Embedded.check(spec);
        stream.send("k", 1, 0, 20, THEN);
        try (StreamsRun run = run(spec, false)) {
            stream.await(spec, 20, () -> run.streams().state().toString());
        }
        stream.delete("anew");
        stream.create("anew", Map.of());
        stream.send("k", 1, 20, 50, THEN);
        assertThatThrownBy(() -> run(spec, false))
                .isInstanceOf(SpecException.class)
                .message()
                .contains("the changelog anew-streams-undercurrent-slabs-changelog was built from")
                .contains("another topic of this name; the topic was deleted and created again")
                .contains("--fresh", "--accept-gap");
        try (StreamsRun run = run(spec, true)) {
            stream.await(spec, 50, () -> run.streams().state().toString());
            Wire<Score> wire = new Wire<>(Score.getClassSchema());
            List<Score> scores = new ArrayList<>();
            for (var record : stream.committed(50, "anew-scores")) {
                scores.add(wire.decode(record.value()));
            }
            assertThat(scores).hasSize(50);
            assertThat(scores.get(20).getId()).isEqualTo("anew-0-0");
            assertThat(scores.get(20).getExpected().get(0))
                    .as("its key state was kept")
                    .isNotNull();
        }
        stream.send("k", 1, 50, 60, THEN);
        try (StreamsRun run = run(spec, false)) { // the new topic is the memories' from now on
            stream.await(spec, 60, () -> run.streams().state().toString());
        }
    }
}
