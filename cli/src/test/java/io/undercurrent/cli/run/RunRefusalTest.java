package io.undercurrent.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.cli.Cli;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused before anything starts. */
class RunRefusalTest {
    @Test
    void freshAndFromExcludeEachOther(@TempDir Path folder) throws Exception {
        Path yaml = Files.writeString(folder.resolve("s.yaml"), "source.topic: t\n");
        Cli run = Cli.run("", "run", "--fresh", "--from", "chk-3", yaml.toString());
        assertThat(run.err()).contains("--fresh", "--from chk-3").doesNotContain("\tat ");
        assertThat(run.status()).isEqualTo(2);
    }

    @Test
    void aRuntimeThatIsNotHereIsRefused(@TempDir Path folder) throws Exception {
        Path yaml =
                Files.writeString(
                        folder.resolve("s.yaml"),
                        "kafka.bootstrap.servers: localhost:1\nsource: {topic: t, values: [v]}\nmodel: x\n");
        Cli run = Cli.run("", "run", "--runtime", "kafka-streams", yaml.toString());
        assertThat(run.err())
                .contains("--runtime kafka-streams", "only flink runs")
                .doesNotContain("\tat ");
        assertThat(run.status()).isEqualTo(2);
    }

    @Test
    void theDeclarationsRuntimeHolds(@TempDir Path folder) throws Exception {
        Path yaml =
                Files.writeString(
                        folder.resolve("s.yaml"),
                        "kafka.bootstrap.servers: localhost:1\nsource: {topic: t, values: [v]}\njob.runtime: kafka-streams\nmodel: x\n");
        Cli run = Cli.run("", "run", yaml.toString());
        assertThat(run.err())
                .contains("job.runtime = kafka-streams", "only flink runs", "--runtime")
                .doesNotContain("\tat ");
        assertThat(run.status()).isEqualTo(2);
    }
}
