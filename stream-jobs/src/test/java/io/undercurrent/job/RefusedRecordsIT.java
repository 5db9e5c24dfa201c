package io.undercurrent.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.undercurrent.job.embedded.EmbeddedJob;
import io.undercurrent.kafka.local.LocalKafka;
import io.undercurrent.schemas.DeadLetter;
import io.undercurrent.schemas.DeadLetterReason;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.option.SpecException;
import io.undercurrent.stream.brokers.BrokerChecks;
import io.undercurrent.stream.runtime.ResolvedStream;
import io.undercurrent.stream.trial.JsonStream;
import io.undercurrent.stream.trial.Stream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What topics refuse: known at the start, or one dead letter, and never a job without results. */
@Tag("slow")
class RefusedRecordsIT {
    private static final long THEN = Stream.START.toEpochMilli();
    private static final long IN_2099 = Instant.parse("2099-01-01T00:00:00Z").toEpochMilli();

    @TempDir static Path folder;
    private static LocalKafka kafka;

    @BeforeAll
    static void start() {
        kafka = LocalKafka.in(folder.resolve("kafka")).setting("log.retention.ms", "-1").start();
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

    @Test
    void theLargestForecastIsCommittedWhereWeMakeTheTopicAndRefusedWhereItIsThere()
            throws Exception {
        JsonStream stream = stream("wide", Map.of());
        stream.create("narrow-forecasts", Map.of());
        StreamSpec narrow = stream.spec("narrow", 16, "forecast: {horizon: 1024, every: 2}");
        assertThatThrownBy(() -> new BrokerChecks(narrow).check())
                .isInstanceOf(SpecException.class)
                .message()
                .contains("sink.forecasts = narrow-forecasts: a forecast: 16 fields x 1024 steps")
                .contains(" x (11 levels + 1) x 8 bytes + ", "(max.message.bytes = 1048588)")
                .contains("kafka-configs.sh --alter --topic narrow-forecasts", "forecast.horizon");
        StreamSpec spec = stream.spec("wide", 16, "forecast: {horizon: 1024, every: 2}");
        new BrokerChecks(spec).check();
        assertThat(Integer.parseInt(stream.setting("wide-forecasts", "max.message.bytes")))
                .isBetween(1_572_864, 1_600_000);
        stream.send("k", 16, 0, 12, THEN);
        try (EmbeddedJob job = EmbeddedJob.start(ResolvedStream.of(spec), Optional.empty())) {
            stream.await(spec, 12, () -> "");
            var forecasts = stream.committed(3, "wide-forecasts");
            assertThat(forecasts.size()).isGreaterThanOrEqualTo(3);
            assertThat(forecasts.get(0).value().length).isGreaterThan(1_572_864);
            job.cancel();
        }
    }

    @Test
    void aLongKeyAndAWrongKafkaTimestampAreOneDeadLetterEach() throws Exception {
        JsonStream stream =
                stream("odd", Map.of("message.timestamp.after.max.ms", "9223372036854775807"));
        StreamSpec spec = stream.spec("odd", 1);
        new BrokerChecks(spec).check();
        stream.send("k", 1, 0, 10, THEN);
        stream.send("l".repeat(600_000), 1, 10, 11, THEN);
        stream.send("k", 1, 11, 12, IN_2099);
        stream.send("k", 1, 12, 30, THEN);
        try (EmbeddedJob job = EmbeddedJob.start(ResolvedStream.of(spec), Optional.empty())) {
            stream.await(spec, 30, () -> "");
            assertThat(stream.committed(28, "odd-scores")).hasSize(28);
            List<DeadLetter> letters = stream.letters(spec, 2);
            assertThat(letters).hasSize(2);
            DeadLetter large = letters.get(0);
            assertThat(large.getReason()).isEqualTo(DeadLetterReason.TOO_LARGE);
            assertThat(large.getDetail())
                    .startsWith("the key 'lll")
                    .endsWith(" has 600000 bytes, source.max-key-bytes allows 1024");
            DeadLetter ahead = letters.get(1);
            assertThat(ahead.getReason()).isEqualTo(DeadLetterReason.TIME_AHEAD);
            assertThat(ahead.getTimestamp().toEpochMilli()).isEqualTo(IN_2099);
            assertThat(ahead.getDetail())
                    .contains("2099-01-01T00:00:00Z", "message.timestamp.after.max.ms = 3600000");
            assertThat(stream.committed(2, "odd-dead").get(1).timestamp())
                    .as("the event's own time")
                    .isEqualTo(THEN + 11_000);
            assertThat(job.status().name()).isEqualTo("RUNNING");
            job.cancel();
        }
    }

    @Test
    void aLimitThatWasLoweredMeanwhileCostsARestartAndNotTheStream() throws Exception {
        JsonStream stream = stream("lowered", Map.of());
        StreamSpec spec = stream.spec("lowered", 4, "forecast: {horizon: 64, every: 20}");
        new BrokerChecks(spec).check();
        stream.send("k", 4, 0, 10, THEN);
        try (EmbeddedJob job = EmbeddedJob.start(ResolvedStream.of(spec), Optional.empty())) {
            stream.await(spec, 10, () -> "");
            stream.set("lowered-forecasts", "max.message.bytes", "9000");
            stream.send("k", 4, 10, 60, THEN);
            stream.await(spec, 60, () -> "");
            List<DeadLetter> letters = stream.letters(spec, 1);
            assertThat(letters)
                    .isNotEmpty()
                    .hasSizeLessThan(5)
                    .allMatch(letter -> letter.getReason() == DeadLetterReason.TOO_LARGE)
                    .allMatch(
                            letter ->
                                    letter.getDetail().contains("its forecast has ")
                                            && letter.getDetail()
                                                    .contains("lowered-forecasts takes 9000"));
            assertThat(stream.committed(60 - letters.size(), "lowered-scores"))
                    .hasSize(60 - letters.size());
            job.cancel();
        }
    }

    @Test
    void aJobThatKeepsFailingSaysWhyAndStopsWithTheCause() throws Exception {
        JsonStream stream = stream("hopeless", Map.of());
        StreamSpec spec = stream.spec("hopeless", 1, "job.restart-attempts: 3");
        new BrokerChecks(spec).check();
        stream.send("k", 1, 0, 10, THEN);
        try (EmbeddedJob job = EmbeddedJob.start(ResolvedStream.of(spec), Optional.empty())) {
            stream.await(spec, 10, () -> "");
            stream.set("hopeless-dead", "max.message.bytes", "100"); // not even the least letter
            stream.send("l".repeat(2_000), 1, 10, 11, THEN);
            assertThatThrownBy(() -> job.result().get(2, TimeUnit.MINUTES))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(NoProgressException.class)
                    .message()
                    .contains("stopped after 3 failures in a row without a complete checkpoint")
                    .contains("(job.restart-attempts): ", "RecordTooLargeException")
                    .contains("raise max.message.bytes of the topic that refuses the record");
        }
    }

    @Test
    void aStateKnowsItsTopic() throws Exception {
        JsonStream stream = stream("anew", Map.of());
        StreamSpec spec = stream.spec("anew", 1);
        new BrokerChecks(spec).check();
        stream.send("k", 1, 0, 20, THEN);
        try (EmbeddedJob job = EmbeddedJob.start(ResolvedStream.of(spec), Optional.empty())) {
            stream.await(spec, 20, () -> "");
            job.stopWithSavepoint();
        }
        stream.delete("anew");
        stream.create("anew", Map.of());
        stream.send("k", 1, 20, 50, THEN);
        var resume = CheckpointFolder.newest(spec.checkpoint().folder());
        SavedJob saved = SavedJob.open(resume.orElseThrow().path());
        assertThat(saved.source().orElseThrow().topic()).isEqualTo("anew");
        try (EmbeddedJob job = EmbeddedJob.start(ResolvedStream.of(spec), resume)) {
            var failure =
                    job.result().get(1, TimeUnit.MINUTES).getSerializedThrowable().orElseThrow();
            assertThat(failure.getFullStringifiedStackTrace())
                    .contains("the checkpoint was built from another topic of this name")
                    .contains("deleted and created again", "--fresh", "--accept-gap")
                    .contains(saved.source().orElseThrow().id());
        }
        saved.forgetSource();
        try (EmbeddedJob job = EmbeddedJob.start(ResolvedStream.of(spec), resume)) {
            Stream raw = new Stream(kafka.bootstrapServers(), "anew", folder);
            stream.await(spec, 50, () -> "");
            List<io.undercurrent.schemas.Score> scores =
                    Outcome.read(raw, spec, 50).scores().get("k");
            assertThat(scores).hasSize(50);
            assertThat(scores.get(20).getId()).isEqualTo("anew-0-0");
            assertThat(scores.get(20).getExpected().get(0))
                    .as("its key state was kept")
                    .isNotNull();
            job.cancel();
        }
    }
}
