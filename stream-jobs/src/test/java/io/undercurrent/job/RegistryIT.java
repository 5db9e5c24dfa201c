package io.undercurrent.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.job.embedded.EmbeddedJob;
import io.undercurrent.kafka.local.LocalKafka;
import io.undercurrent.schemas.Score;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.brokers.BrokerChecks;
import io.undercurrent.stream.runtime.ResolvedStream;
import io.undercurrent.stream.trial.Patience;
import io.undercurrent.stream.trial.RegistryEvents;
import io.undercurrent.stream.trial.Stream;
import io.undercurrent.testing.FakeRegistry.Mood;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A registry that is down: known schemas go on, a new one waits, checkpoints go on. */
class RegistryIT {
    @Test
    void aNewSchemaWaitsForItsRegistryAndNothingIsLostOrDoubled(@TempDir Path folder)
            throws Exception {
        try (LocalKafka kafka =
                LocalKafka.in(folder.resolve("kafka")).setting("log.retention.ms", "-1").start()) {
            Stream stream = new Stream(kafka, "readings", 2, folder);
            try (RegistryEvents events = new RegistryEvents(stream)) {
                StreamSpec spec = stream.spec("reg", events.lines());
                ResolvedStream resolved = ResolvedStream.of(spec);
                new BrokerChecks(spec).check();
                events.registry.mood = Mood.DOWN;
                events.send(0, "a", 0, 10, false);
                events.send(1, "b", 0, 10, false);
                try (EmbeddedJob job = EmbeddedJob.start(resolved, Optional.empty())) {
                    Outcome.read(stream, spec, resolved.results(), 20).assertComplete(20);
                    events.grow();
                    events.send(0, "a", 10, 15, true);
                    events.send(0, "a", 15, 20, false);
                    int asked = events.registry.requests.size();
                    // The pauses between two questions grow to longer than two checkpoints take.
                    Patience.await(
                            "a further question", () -> events.registry.requests.size() > asked);
                    awaitCheckpoint(spec, folderOf(spec));
                    awaitCheckpoint(spec, folderOf(spec));
                    Outcome.read(stream, spec, resolved.results(), 20).assertComplete(20);
                    events.registry.mood = Mood.WELL;
                    Outcome outcome = Outcome.read(stream, spec, resolved.results(), 30);
                    outcome.assertComplete(30);
                    assertThat(outcome.deadLetters()).isEmpty();
                    assertThat(outcome.scores().get("a"))
                            .extracting(Score::getTime)
                            .isSorted()
                            .hasSize(20);
                    assertThat(events.readAsOthersDo(spec.sink().scores(), 30))
                            .hasSize(30)
                            .allSatisfy(score -> assertThat(score.get("id")).isNotNull());
                    job.cancel();
                }
            }
        }
    }

    /** A task's stack would overflow, at every restart again. */
    @Test
    void aRecordOfAHostileSchemaIsOneDeadLetter(@TempDir Path folder) throws Exception {
        try (LocalKafka kafka =
                LocalKafka.in(folder.resolve("kafka")).setting("log.retention.ms", "-1").start()) {
            Stream stream = new Stream(kafka, "readings", 2, folder);
            try (RegistryEvents events = new RegistryEvents(stream)) {
                StreamSpec spec = stream.spec("tree", events.lines());
                ResolvedStream resolved = ResolvedStream.of(spec);
                new BrokerChecks(spec).check();
                try (EmbeddedJob job = EmbeddedJob.start(resolved, Optional.empty())) {
                    events.send(0, "a", 0, 10, false);
                    events.sendTree(0, "a", 10);
                    events.send(0, "a", 11, 20, false);
                    Outcome outcome = Outcome.read(stream, spec, resolved.results(), 20);
                    outcome.assertComplete(20);
                    assertThat(outcome.deadLetters())
                            .singleElement()
                            .satisfies(
                                    letter ->
                                            assertThat(letter.getDetail())
                                                    .contains("nested deeper than 200 levels"));
                    job.cancel();
                }
            }
        }
    }

    private static String folderOf(StreamSpec spec) throws Exception {
        return CheckpointFolder.newest(spec.checkpoint().folder()).orElseThrow().path();
    }

    private static void awaitCheckpoint(StreamSpec spec, String before) throws Exception {
        Patience.await("a further checkpoint", () -> !folderOf(spec).equals(before));
    }
}
