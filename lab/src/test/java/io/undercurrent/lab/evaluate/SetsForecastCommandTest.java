package io.undercurrent.lab.evaluate;

import static io.undercurrent.cli.Cli.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.cli.Cli;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole command on generated files, as it is with the lab on the class path. */
class SetsForecastCommandTest {
    private static final int ROWS = 600;

    @TempDir private Path folder;

    @Test
    void aPublicSetWithItsGoals() throws Exception {
        StringBuilder csv = new StringBuilder("date,HUFL,OT\n");
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < ROWS; i++) {
            csv.append(
                    String.format(
                            Locale.ROOT,
                            "%s,%s,%s%n",
                            hour(i),
                            wave(i, random),
                            wave(i + 6, random)));
        }
        gzip("ett/ETTh1.csv.gz", csv.toString());
        Cli run =
                evaluate(
                        "--data",
                        folder.toString(),
                        "--sets",
                        "etth1",
                        "--horizons",
                        "1,24",
                        "--long-stride",
                        "0",
                        "--stride",
                        "7",
                        "--threads",
                        "1");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("ETTh1: 2 series, 1200 events", "every 7 events")
                .contains("h=24 WQL / seasonal-naive", "at most 0.930");
        assertThat(
                        run.out()
                                .lines()
                                .filter(
                                        line ->
                                                line.endsWith(" missed  |")
                                                        || line.endsWith(" reached |")))
                .isNotEmpty();
    }

    @Test
    void aUsersFileIsJudgedAsInTheShippedProgram() throws Exception {
        StringBuilder csv = new StringBuilder("time,load\n");
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < ROWS; i++) {
            csv.append(String.format(Locale.ROOT, "%s,%s%n", hour(i), wave(i, random)));
        }
        Path file = Files.writeString(folder.resolve("plant.csv"), csv);
        Cli run = evaluate("--csv", file.toString(), "--methods", "naive,seasonal-naive");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).contains("plant.csv: 1 series, 600 events").doesNotContain("Goals");
    }

    @Test
    void whatCannotBeJudgedIsRefused() {
        String none = folder.resolve("none").toString();
        refused(evaluate("--data", none), "ett/ETTh1.csv.gz", none);
        refused(evaluate("--sets", "moon"), "'moon'", "ETTh1");
        refused(evaluate("--long-stride", "-1"), "--long-stride", "-1");
        assertThat(Cli.run("", "evaluate").status()).isEqualTo(2);
    }

    private static Cli evaluate(String... options) {
        return Cli.run(
                "",
                Stream.concat(Stream.of("evaluate", "forecast"), Stream.of(options))
                        .toArray(String[]::new));
    }

    private static String hour(int i) {
        return String.format(Locale.ROOT, "2026-01-%02d %02d:00:00", 1 + i / 24, i % 24);
    }

    private static String wave(int i, SplittableRandom random) {
        double value = 40 + 9 * Math.sin(i * Math.PI / 12) + random.nextGaussian();
        return String.format(Locale.ROOT, "%.3f", value);
    }

    private void gzip(String name, String text) throws Exception {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
