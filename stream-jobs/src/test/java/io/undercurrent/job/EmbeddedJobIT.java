package io.undercurrent.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.job.embedded.EmbeddedJob;
import io.undercurrent.kafka.local.LocalKafka;
import io.undercurrent.schemas.DeadLetterReason;
import io.undercurrent.schemas.ScoreStatus;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.brokers.BrokerChecks;
import io.undercurrent.stream.runtime.ResolvedStream;
import io.undercurrent.stream.trial.Stream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job on a real broker and a real Flink cluster, both in this process. */
class EmbeddedJobIT {
    @TempDir static Path folder;
    private static LocalKafka kafka;

    @BeforeAll
    static void start() {
        // The events' timestamps lie in the past: retention would delete them half a minute on.
        kafka = LocalKafka.in(folder.resolve("kafka")).setting("log.retention.ms", "-1").start();
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void everyRecordComesOutOnceAcrossCheckpointAndSavepoint() throws Exception {
        Stream stream = new Stream(kafka, "restarts", 2, folder);
        StreamSpec spec = stream.spec("restarts");
        new BrokerChecks(spec).check();
        stream.send(0, 100, "a", "b", "c");
        try (EmbeddedJob job = EmbeddedJob.start(ResolvedStream.of(spec), Optional.empty())) {
            Outcome.read(stream, spec, 300).assertComplete(300);
            job.cancel();
        }
        stream.send(100, 200, "a", "b", "c");
        Optional<CheckpointFolder.Found> checkpoint =
                CheckpointFolder.newest(spec.checkpoint().folder());
        assertThat(checkpoint).isPresent();
        try (EmbeddedJob job = EmbeddedJob.start(ResolvedStream.of(spec), checkpoint)) {
            Outcome.read(stream, spec, 600).assertComplete(600);
            job.stopWithSavepoint();
        }
        stream.send(200, 300, "a", "b", "c");
        Optional<CheckpointFolder.Found> savepoint =
                CheckpointFolder.newest(spec.checkpoint().folder());
        assertThat(savepoint.orElseThrow().path()).contains("savepoint-");
        try (EmbeddedJob job = EmbeddedJob.start(ResolvedStream.of(spec), savepoint)) {
            Outcome outcome = Outcome.read(stream, spec, 900);
            outcome.assertComplete(900);
            assertThat(outcome.deadLetters())
                    .hasSize(18)
                    .allMatch(letter -> letter.getReason() == DeadLetterReason.UNDECODABLE);
            assertThat(outcome.scores().get("a").get(0).getStatus()).isEqualTo(ScoreStatus.WARMUP);
            assertThat(outcome.scores().get("a").get(200).getStatus())
                    .isEqualTo(ScoreStatus.SCORED);
            job.cancel();
        }
        Outcome whole = scored(stream, stream.spec("undisturbed"), 900);
        assertThat(whole.scores()).isEqualTo(Outcome.read(stream, spec, 900).scores());
    }

    /** Five jobs; ScoreOperatorTest compares parallelisms and backends on the operator. */
    @Test
    @Tag("nightly")
    void keysAreScoredAsIfAloneHoweverTheyAreDistributed() throws Exception {
        Stream mixed = new Stream(kafka, "mixed", 2, folder);
        mixed.send(0, 120, "a", "b");
        List<Outcome> outcomes = new ArrayList<>();
        for (String more :
                List.of(
                        "job: {parallelism: 1}",
                        "job: {parallelism: 2}",
                        "job: {parallelism: 2, state-backend: rocksdb}")) {
            StreamSpec spec = mixed.spec("mixed" + outcomes.size(), more);
            outcomes.add(scored(mixed, spec, 240));
        }
        for (String key : List.of("a", "b")) {
            Stream alone = new Stream(kafka, "alone-" + key, 1, folder);
            alone.send(0, 120, key);
            StreamSpec spec = alone.spec("alone-" + key);
            List<String> expected = scored(alone, spec, 120).numbers(key);
            assertThat(expected).hasSize(118);
            for (Outcome outcome : outcomes) {
                assertThat(outcome.numbers(key)).isEqualTo(expected);
            }
        }
    }

    @Test
    @Tag("slow")
    void aSlowSnapshotHoldsTheStateAsOfItsBarrier() throws Exception {
        Stream stream = new Stream(kafka, "slow", 1, folder);
        String slow = SlowFileSystem.SCHEME + "://" + folder.resolve("slow-checkpoints");
        StreamSpec spec = stream.specIn(slow, "slow");
        new BrokerChecks(spec).check();
        try (EmbeddedJob job = EmbeddedJob.start(ResolvedStream.of(spec), Optional.empty())) {
            for (int i = 0; i < 300; i += 10) {
                stream.send(i, i + 10, "a", "b", "c");
            }
            Outcome.read(stream, spec, 900).assertComplete(900);
            job.cancel();
        }
        assertThat(SlowFileSystem.slowedBytes()).isPositive();
        stream.send(300, 310, "a", "b", "c");
        Optional<CheckpointFolder.Found> resume = CheckpointFolder.newest(slow);
        try (EmbeddedJob job = EmbeddedJob.start(ResolvedStream.of(spec), resume)) {
            Outcome outcome = Outcome.read(stream, spec, 930);
            outcome.assertComplete(930);
            job.cancel();
            StreamSpec quick = stream.spec("quick");
            assertThat(outcome.scores()).isEqualTo(scored(stream, quick, 930).scores());
        }
    }

    /** Fewer events than each key keeps: as if the new weights had run from the start. */
    @Test
    @Tag("slow")
    void underAnotherModelEachKeyStateIsRebuilt() throws Exception {
        Stream stream = new Stream(kafka, "models", 1, folder);
        stream.send(0, 60, "a", "b");
        StreamSpec spec = stream.spec("models");
        scored(stream, spec, 120);
        stream.send(60, 100, "a", "b");
        StreamSpec other = stream.spec("models", "model: bundled:tiny?seed=7");
        Outcome both = resumed(stream, other, 200);
        StreamSpec alone = stream.spec("other-alone", "model: bundled:tiny?seed=7");
        Outcome undisturbed = scored(stream, alone, 200);
        for (String key : List.of("a", "b")) {
            List<String> expected = undisturbed.numbers(key);
            List<String> actual = both.numbers(key);
            assertThat(actual).hasSameSizeAs(expected);
            int changed = actual.size() - 39; // of the last 40 one is not decodable
            assertThat(actual.subList(changed, actual.size()))
                    .isEqualTo(expected.subList(changed, expected.size()));
            assertThat(actual.get(changed - 1)).isNotEqualTo(expected.get(changed - 1));
        }
    }

    @Test
    void aCheckpointThatKeepsNoEventsIsRefusedUnderAnotherModelWithTheReason() throws Exception {
        Stream stream = new Stream(kafka, "ringless", 1, folder);
        stream.send(0, 20, "a");
        StreamSpec spec = stream.spec("ringless", "job.rebuild-events: 0");
        scored(stream, spec, 20);
        refused(
                stream.spec("ringless", "model: bundled:tiny?seed=7"),
                "the checkpoint belongs to model universal@",
                "this job runs model tiny-seed7@",
                "its keys keep no events",
                "job.rebuild-events");
        stream.send(20, 30, "a");
        resumed(stream, stream.spec("ringless"), 30).assertComplete(30); // a ring may begin
    }

    private static void refused(StreamSpec spec, String... texts) throws Exception {
        var resume = CheckpointFolder.newest(spec.checkpoint().folder());
        try (EmbeddedJob job = EmbeddedJob.start(ResolvedStream.of(spec), resume)) {
            var failure = job.result().get().getSerializedThrowable().orElseThrow();
            assertThat(failure.getFullStringifiedStackTrace()).contains(texts);
        }
    }

    private static Outcome resumed(Stream stream, StreamSpec spec, int n) throws Exception {
        var resume = CheckpointFolder.newest(spec.checkpoint().folder());
        assertThat(resume).isPresent();
        try (EmbeddedJob job = EmbeddedJob.start(ResolvedStream.of(spec), resume)) {
            Outcome outcome = Outcome.read(stream, spec, n);
            job.cancel();
            return outcome;
        }
    }

    @Test
    void resultsCarryTheirSourceRecordsKeyTimestampModelAndSchema() throws Exception {
        Stream stream = new Stream(kafka, "headers", 1, folder);
        stream.send(0, 50, "a");
        StreamSpec spec = stream.spec("headers");
        scored(stream, spec, 50);
        var forecasts = stream.committed(9, spec.sink().forecasts());
        assertThat(forecasts).hasSize(9);
        for (var record : stream.committed(49, spec.sink().scores(), spec.sink().forecasts())) {
            assertThat(record.key()).isEqualTo("a".getBytes(UTF_8));
            assertThat(record.timestamp()).isEqualTo(Stream.START.toEpochMilli());
            assertThat(header(record, "undercurrent.model")).startsWith("universal@");
            assertThat(header(record, "undercurrent.schema"))
                    .matches("io\\.undercurrent\\.schemas\\.(Score|Forecast):[0-9a-f]{16}");
        }
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }

    private static Outcome scored(Stream stream, StreamSpec spec, int n) throws Exception {
        new BrokerChecks(spec).check();
        try (EmbeddedJob job = EmbeddedJob.start(ResolvedStream.of(spec), Optional.empty())) {
            Outcome outcome = Outcome.read(stream, spec, n);
            outcome.assertComplete(n);
            job.cancel();
            return outcome;
        }
    }
}
