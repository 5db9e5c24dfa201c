package io.undercurrent.cli.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.cli.Cli;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForecastKeyCommandTest {
    private static final int EVENTS = 400;

    @TempDir Path folder;
    private String state;

    /** Two keys that one CSV file had: a season of 24 minutes, and another level. */
    @BeforeEach
    void score() {
        state = folder.resolve("state.avro").toString();
        scored(EVENTS, state);
    }

    private static void scored(int events, String state) {
        StringBuilder rows = new StringBuilder("timestamp,sensor,value\n");
        for (int t = 0; t < events; t++) {
            rows.append(row(t, "a", 10)).append(row(t, "b", 500));
        }
        scored(rows.toString(), state, "bundled:universal");
    }

    private static void scored(String rows, String state, String model) {
        Cli cli =
                Cli.run(rows, "score", "--key", "sensor", "--save-state", state, "--model", model);
        assertThat(cli.status()).as(cli.err()).isZero();
    }

    private static double value(int t, double level) {
        return level + 5 * Math.sin(2 * Math.PI * t / 24);
    }

    private static String row(int t, String key, double level) {
        long seconds = 1_700_000_000L + 60L * t;
        return String.format(Locale.ROOT, "%d,%s,%s%n", seconds, key, value(t, level));
    }

    private static List<String[]> forecast(String... args) {
        Cli cli = Cli.run("", args);
        assertThat(cli.status()).as(cli.err()).isZero();
        List<String> lines = cli.out().lines().toList();
        assertThat(lines.get(0))
                .startsWith("step,time,field,median,q0.025,q0.1,")
                .endsWith("q0.975");
        return lines.stream().skip(1).map(line -> line.split(",", -1)).toList();
    }

    @Test
    void aKeyIsForecastAsFarAsAsked() {
        List<String[]> rows =
                forecast("forecast", "--state", state, "--key", "b", "--steps", "130");
        assertThat(rows).hasSize(130);
        assertThat(rows.get(0)[1]).isEqualTo("2023-11-15T04:53:20Z");
        for (int step = 1; step <= 130; step++) {
            String[] row = rows.get(step - 1);
            assertThat(row[0]).isEqualTo(String.valueOf(step));
            assertThat(row[2]).isEqualTo("value");
            double expected = value(EVENTS - 1 + step, 500);
            assertThat(Double.parseDouble(row[3]))
                    .as("step %d", step)
                    .isBetween(expected - 2, expected + 2);
            for (int q = 5; q < row.length; q++) {
                assertThat(Double.parseDouble(row[q]))
                        .isGreaterThanOrEqualTo(Double.parseDouble(row[q - 1]));
            }
        }
        assertThat(forecast("forecast", "--state", state, "--key", "b")).hasSize(24);
    }

    /** What is assumed is what would have come: the fork forecasts as the key itself does later. */
    @Test
    void assumedEventsCountAsIfTheyHadCome() {
        String later = folder.resolve("later.avro").toString();
        scored(EVENTS + 2, later);
        List<String[]> assumed =
                forecast(
                        "forecast",
                        "--state",
                        state,
                        "--key",
                        "a",
                        "--assume",
                        String.valueOf(value(EVENTS, 10)),
                        "--assume",
                        String.valueOf(value(EVENTS + 1, 10)));
        List<String[]> came = forecast("forecast", "--state", later, "--key", "a");
        assertThat(assumed).usingRecursiveComparison().isEqualTo(came);
        List<String[]> other =
                forecast("forecast", "--state", state, "--key", "a", "--assume", "40");
        assertThat(other.get(0)[3]).isNotEqualTo(came.get(0)[3]);
        assertThat(forecast("forecast", "--state", state, "--key", "a", "--assume", ""))
                .hasSize(24);
    }

    /** Without a declaration, the file says which bundled model wrote it. */
    @Test
    void theModelIsThatOfTheFile() throws Exception {
        String medium = folder.resolve("medium.avro").toString();
        scored(
                "timestamp,sensor,value\n" + row(0, "a", 10) + row(1, "a", 10),
                medium,
                "bundled:universal-medium");
        Cli cli = Cli.run("", "forecast", "--state", medium, "--key", "a");
        assertThat(cli.status()).as(cli.err()).isZero();
        assertThat(cli.err()).doesNotContain("rebuilt");
        scored(
                "timestamp,sensor,value\n" + row(0, "a", 10) + row(1, "a", 10),
                medium,
                "bundled:tiny?seed=5");
        refused("tiny-seed5@", "--state", medium, "--key", "a");
        refused("which is not bundled", "--state", medium, "--key", "a");
    }

    /** Key states of a file are its own, whatever is assumed. */
    @Test
    void theFileIsOnlyRead() throws Exception {
        byte[] before = Files.readAllBytes(Path.of(state));
        forecast("forecast", "--state", state, "--key", "a", "--assume", "40");
        assertThat(Files.readAllBytes(Path.of(state))).isEqualTo(before);
    }

    @Test
    void anotherModelRebuildsTheKeyAndSaysSo() throws Exception {
        Path yaml = folder.resolve("stream.yaml");
        Files.writeString(
                yaml,
                "source: {topic: t, values: [load]}\nkafka.bootstrap.servers: localhost:9092\nmodel: bundled:universal-medium\nforecast.horizon: 48\n");
        Cli cli =
                Cli.run(
                        "",
                        "forecast",
                        "--state",
                        state,
                        "--key",
                        "a",
                        "--config",
                        yaml.toString());
        assertThat(cli.status()).as(cli.err()).isZero();
        assertThat(cli.err()).contains("the key state was rebuilt from its kept events");
        assertThat(cli.out().lines()).hasSize(1 + 48).anyMatch(line -> line.contains(",load,"));
    }

    @Test
    void whatCannotBeIsRefusedByName() throws Exception {
        refused(
                "--key = c: " + state + " holds 2 keys and not this one",
                "--state",
                state,
                "--key",
                "c");
        refused(
                "--steps = 0: allowed are 1 to 1024",
                "--state",
                state,
                "--key",
                "a",
                "--steps",
                "0");
        refused("--steps = 1025", "--state", state, "--key", "a", "--steps", "1025");
        refused("--config: missing", "--key", "a");
        refused("--state and --from: give one", "--state", state, "--from", "x", "--key", "a");
        refused(
                "2 values; the key has 1 value fields",
                "--state",
                state,
                "--key",
                "a",
                "--assume",
                "1,2");
        refused(
                "\"x\"; allowed are 0 and numbers of a magnitude from 1e-100",
                "--state",
                state,
                "--key",
                "a",
                "--assume",
                "x");
        refused(
                "\"NaN\"; allowed are 0 and numbers",
                "--state",
                state,
                "--key",
                "a",
                "--assume",
                "NaN");
        Path yaml = folder.resolve("tiny.yaml");
        Files.writeString(
                yaml,
                "source: {topic: t, values: [load]}\nkafka.bootstrap.servers: localhost:9092\nmodel: bundled:tiny\n");
        refused(
                "30 steps: model tiny@",
                "--state",
                state,
                "--key",
                "a",
                "--config",
                yaml.toString(),
                "--steps",
                "30");
    }

    private static void refused(String message, String... args) {
        String[] all = new String[args.length + 1];
        all[0] = "forecast";
        System.arraycopy(args, 0, all, 1, args.length);
        Cli cli = Cli.run("", all);
        assertThat(cli.status()).as(cli.out()).isEqualTo(2);
        assertThat(cli.err()).contains(message);
    }
}
