package io.undercurrent.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.cli.Child;
import io.undercurrent.cli.Cli;
import io.undercurrent.job.embedded.EmbeddedJob;
import io.undercurrent.kafka.local.LocalKafka;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.brokers.BrokerChecks;
import io.undercurrent.stream.runtime.ResolvedStream;
import io.undercurrent.stream.trial.JsonStream;
import io.undercurrent.stream.trial.Stream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code run} on a topic that was deleted and created again, and has grown past the old offsets.
 * RefusedRecordsIT sees the state refused, ChangedTopicsIT the end of what runs.
 */
@Tag("nightly")
class RecreatedTopicIT {
    private static final long THEN = Stream.START.toEpochMilli();

    @TempDir Path folder;

    @Test
    void itIsRefusedAndReadFromItsBeginningWhereThatIsAccepted() throws Exception {
        String home = System.getProperty("user.home");
        System.setProperty("user.home", folder.toString()); // where the locks are
        try (LocalKafka kafka =
                LocalKafka.in(folder.resolve("kafka")).setting("log.retention.ms", "-1").start()) {
            JsonStream stream = new JsonStream(kafka.bootstrapServers(), "recreated", folder);
            stream.create("recreated", Map.of());
            StreamSpec spec = stream.spec("kept", 1);
            new BrokerChecks(spec).check();
            stream.send("k", 1, 0, 20, THEN);
            try (EmbeddedJob job = EmbeddedJob.start(ResolvedStream.of(spec), Optional.empty())) {
                stream.await(spec, 20, () -> "");
                job.stopWithSavepoint();
            }
            stream.delete("recreated");
            stream.create("recreated", Map.of());
            stream.send("k", 1, 20, 50, THEN);
            Path yaml = Files.writeString(folder.resolve("kept.yaml"), stream.text("kept", 1));
            Cli run = Cli.run("", "run", yaml.toString());
            assertThat(run.err())
                    .contains("source.topic = recreated: the state file:", "savepoint-")
                    .contains("another topic of this name; the topic was deleted and created again")
                    .contains("--fresh", "--accept-gap")
                    .doesNotContain("\tat ");
            assertThat(run.status()).as(run.err()).isEqualTo(2);
            try (Child job = Child.start(folder, "run", yaml.toString(), "--accept-gap")) {
                job.awaitLine("source.topic = recreated: another topic of this name");
                job.awaitLine("running: ");
                stream.await(spec, 50, job::output);
                job.terminate();
                assertThat(job.status()).as(job.output()).isZero();
            }
            assertThat(stream.committed(50, "kept-scores")).hasSize(50);
        } finally {
            System.setProperty("user.home", home);
        }
    }
}
