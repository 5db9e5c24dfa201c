package io.undercurrent.lab.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.cli.Cli;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command's form; whether a state learns what it should is StateIT's. */
class StateCommandTest {
    @TempDir private Path folder;

    @Test
    void aTableOfTheTasksAskedFor() throws Exception {
        Path out = folder.resolve("out");
        Cli run =
                state(
                        "--tasks",
                        "long-period,discrete-order,irregular-sampling",
                        "--tokens",
                        "1",
                        "--series",
                        "1",
                        "--events",
                        "400",
                        "--out",
                        out.toString());
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("long-period: a bump of 12 events every 160")
                .contains("1 series of 400 events");
        assertThat(Files.readString(out.resolve("state.md"))).isEqualToIgnoringNewLines(run.out());
        List<String> rows = Files.readAllLines(out.resolve("state.csv"));
        assertThat(rows).hasSize(1 + 2 * 3 + 1);
        assertThat(rows.get(1)).startsWith("long-period,8,");
        assertThat(rows.get(6)).startsWith("irregular-sampling,16,");
        assertThat(rows.get(7)).matches("discrete-order,1,[0-9.]+,[0-9.]+,[0-9.]+,(met|missed),,");
        assertThat(run.out()).contains("discrete-order, next event").contains("last 4");
    }

    @Test
    void whatCannotBeJudgedIsRefused() {
        refused("--tasks", "x", "task 'x': allowed are long-period, undeclared-season");
        refused("--tokens", "0", "--tokens = 0: allowed are 1 and more");
        refused("--series", "0", "--series = 0: allowed are 1 and more");
        refused("--events", "50", "--events = 50: allowed are 400 and more");
    }

    private static void refused(String option, String value, String text) {
        Cli run = state(option, value);
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains(text);
    }

    static Cli state(String... options) {
        return Cli.run(
                "",
                Stream.concat(Stream.of("evaluate", "state"), Stream.of(options))
                        .toArray(String[]::new));
    }
}
