package io.undercurrent.cli.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.cli.Cli;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A series in two files, with the memory carried over in a third. */
class SavedStateTest {
    @TempDir Path folder;

    private static String rows(int from, int to) {
        StringBuilder rows = new StringBuilder("timestamp,sensor,value\n");
        IntStream.range(from, to)
                .forEach(
                        i ->
                                rows.append(
                                        String.format(
                                                Locale.ROOT,
                                                "%d,%s,%.4f%n",
                                                1_700_000_000 + 60 * i,
                                                i % 2 == 0 ? "a" : "b",
                                                Math.sin(i / 9.0) + i % 5)));
        return rows.toString();
    }

    private static List<String> scored(String rows, String... more) {
        String[] command = {"score", "--key", "sensor", "--warmup", "20"};
        String[] all =
                IntStream.range(0, command.length + more.length)
                        .mapToObj(i -> i < command.length ? command[i] : more[i - command.length])
                        .toArray(String[]::new);
        Cli cli = Cli.run(rows, all);
        assertThat(cli.status()).as(cli.err()).isZero();
        return cli.out().lines().skip(1).toList();
    }

    @Test
    void twoFilesScoreAsOne() {
        String state = folder.resolve("state.avro").toString();
        List<String> whole = scored(rows(0, 200));
        List<String> first = scored(rows(0, 120), "--save-state", state);
        List<String> second = scored(rows(120, 200), "--state", state, "--save-state", state);
        assertThat(first).isEqualTo(whole.subList(0, 120));
        assertThat(second).isEqualTo(whole.subList(120, 200));
        assertThat(scored(rows(200, 210), "--state", state))
                .isEqualTo(scored(rows(0, 210)).subList(200, 210));
    }

    @Test
    void otherColumnsAreRefused() throws Exception {
        Path state = folder.resolve("state.avro");
        scored(rows(0, 20), "--save-state", state.toString());
        Cli other =
                Cli.run("timestamp,x,y\n1700000000,1,2\n", "score", "--state", state.toString());
        assertThat(other.status()).isEqualTo(2);
        assertThat(other.err())
                .contains("holds key states of 1 value fields and 0 covariates")
                .contains("the rows have 2 and 0; name the same columns");
        Files.write(state, new byte[] {1});
        Cli broken = Cli.run(rows(20, 22), "score", "--state", state.toString());
        assertThat(broken.err()).contains("no file of key states");
    }

    @Test
    void nothingIsWrittenOfRowsThatWereNotScored() {
        Path state = folder.resolve("state.avro");
        String bad = "timestamp,sensor,value\n1700000000,a,1\nnever,a,2\n";
        Cli strict =
                Cli.run(
                        bad,
                        "score",
                        "--key",
                        "sensor",
                        "--strict",
                        "--save-state",
                        state.toString());
        assertThat(strict.status()).isEqualTo(3);
        assertThat(strict.err()).contains("--save-state: nothing is written");
        assertThat(state).doesNotExist();
        scored(rows(0, 20), "--save-state", state.toString());
        Cli unkeyed =
                Cli.run(rows(20, 22), "score", "--values", "value", "--state", state.toString());
        assertThat(unkeyed.err()).contains("no key of the rows is in that file; is --key missing?");
    }
}
