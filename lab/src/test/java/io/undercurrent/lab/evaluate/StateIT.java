package io.undercurrent.lab.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.cli.Cli;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A state learns what the same inputs without one cannot: a minute and more of training. */
class StateIT {
    @TempDir private Path folder;

    @Test
    @Tag("nightly")
    void aStateRemembersWhatASessionOpened() {
        Cli run =
                StateCommandTest.state(
                        "--tasks", "discrete-order", "--series", "4", "--events", "1500");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out())
                .containsPattern("discrete-order +\\| +1 .* met ")
                .contains("discrete-order, next event")
                .contains("| mamba2 ", "| mlp ", "| last 4 (n-gram) ");
    }

    @Test
    @Tag("nightly")
    void aStateRemembersTheRegime() throws Exception {
        Cli run =
                StateCommandTest.state(
                        "--tasks",
                        "hidden-regime",
                        "--tokens",
                        "400000",
                        "--series",
                        "4",
                        "--events",
                        "1500",
                        "--out",
                        folder.toString());
        assertThat(run.status()).as(run.err()).isZero();
        List<String> rows = Files.readAllLines(folder.resolve("state.csv"));
        assertThat(rows).hasSize(4);
        for (String row : rows.subList(1, 4)) {
            assertThat(row).contains(",met,");
        }
    }
}
