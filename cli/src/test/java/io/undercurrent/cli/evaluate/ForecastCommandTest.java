package io.undercurrent.cli.evaluate;

import static io.undercurrent.cli.Cli.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.cli.Cli;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole command on generated files. */
class ForecastCommandTest {
    private static final int ROWS = 600;

    @TempDir private Path folder;

    @Test
    void aUsersFileWithKeysAndColumns() throws Exception {
        StringBuilder csv = new StringBuilder("time,plant,load,heat\n");
        SplittableRandom random = new SplittableRandom(1);
        for (int i = ROWS - 1; i >= 0; i--) { // newest first: rows are sorted by time
            for (String plant : List.of("north", "south")) {
                String load = i % 50 == 7 ? "" : wave(i, random);
                csv.append(
                        String.format(
                                Locale.ROOT,
                                "%s,%s,%s,%s%n",
                                hour(i),
                                plant,
                                load,
                                wave(i, random)));
            }
        }
        Path file = Files.writeString(folder.resolve("plants.csv"), csv);
        Path out = folder.resolve("out");
        Cli run =
                evaluate(
                        "--csv",
                        file.toString(),
                        "--key",
                        "plant",
                        "--horizons",
                        "24,1",
                        "--out",
                        out.toString());
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("plants.csv: 4 series, 2400 events, seasons [24, 168]")
                .contains("scored from 20%", "every 5 events", "bundled:universal")
                .doesNotContain("Goals");
        List<String> series = Files.readAllLines(out.resolve("series.csv"));
        assertThat(series).hasSize(1 + 4 * 2 * 7);
        assertThat(series.get(1)).startsWith("plants.csv,north.load,1,scorer,");
        assertThat(Files.readString(out.resolve("forecast.md")))
                .isEqualToIgnoringNewLines(run.out());
        assertThat(Files.readAllLines(out.resolve("forecast.csv"))).hasSize(1 + 2 * 7);
        try (Stream<Path> files = Files.list(out)) {
            assertThat(files.map(path -> path.getFileName().toString()))
                    .contains("plants.csv-wql.svg", "plants.csv-calibration.svg");
        }
    }

    @Test
    void whatCannotBeJudgedIsRefused() throws Exception {
        String none = folder.resolve("none").toString();
        refused(evaluate(), "--csv is missing", "from a checkout");
        refused(evaluate("--methods", "magic"), "'magic'", "scorer", "rls-plus");
        refused(evaluate("--csv", none), none, "no such file");
        refused(evaluate("--horizons", "0"), "horizons", "[0]", "1 to 1024");
        refused(evaluate("--model", "bundled:huge"), "bundled:huge");
        Path file = folder.resolve("short.csv");
        Files.writeString(
                file, String.format(Locale.ROOT, "time,v\n%s,1\n%s,2\n", hour(0), hour(1)));
        refused(evaluate("--csv", file.toString()), "series v", "2 events", "smaller horizon");
        Files.writeString(
                file,
                String.format(
                        Locale.ROOT, "time,v\n%s,1\n%s,2\n%s,x\n", hour(0), hour(1), hour(2)));
        refused(evaluate("--csv", file.toString()), "short.csv, line 4", "'x'");
        Files.writeString(
                file, String.format(Locale.ROOT, "time,v\n%s,1\n%s,x\n", hour(0), hour(1)));
        refused(evaluate("--csv", file.toString()), "short.csv: column v", "'x' in line 3");
        Files.writeString(file, "time,v\n");
        refused(evaluate("--csv", file.toString()), "no row");
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
}
