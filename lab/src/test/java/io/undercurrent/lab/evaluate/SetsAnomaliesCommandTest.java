package io.undercurrent.lab.evaluate;

import static io.undercurrent.cli.Cli.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.cli.Cli;
import io.undercurrent.lab.detector.RandomCutForestDetector;
import io.undercurrent.training.detector.DetectorMethod;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole command on generated files in the public sets' forms. */
class SetsAnomaliesCommandTest {
    private static final int ROWS = 600;
    private static final int SPIKE = 400;

    @TempDir private Path folder;

    @Test
    void nabWithItsOwnFiles() throws Exception {
        StringBuilder csv = new StringBuilder("timestamp,value\n");
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < ROWS; i++) {
            csv.append(hour(i)).append(',').append(value(i, random)).append('\n');
        }
        write("nab/data/real/load.csv", csv.toString());
        write(
                "nab/labels/combined_windows.json",
                String.format(
                        Locale.ROOT,
                        "{\"real/load.csv\": [[\"%s\", \"%s\"]]}",
                        hour(SPIKE),
                        hour(SPIKE + 20)));
        write(
                "nab/published_open.json",
                "{\"null\": {\"standard\": 0.0, \"reward_low_FP_rate\": 0.0, \"reward_low_FN_rate\": 0.0}}");
        Path out = folder.resolve("out");
        Cli run = evaluate("--sets", "nab", "--out", out.toString());
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out())
                .doesNotContain("rcf-8") // runs only if it is named
                .contains("nab: 1 series, 600 events, 1 anomalies", "nab, as published")
                .contains("| nab | NAB standard ", "aim reached");
        List<String> rows =
                Files.readAllLines(out.resolve("nab/results/scorer/real/scorer_load.csv"));
        assertThat(rows.get(0)).isEqualTo("timestamp,value,anomaly_score,label");
        assertThat(rows.get(1 + SPIKE)).startsWith(hour(SPIKE) + ",").endsWith(",1");
        assertThat(rows).hasSize(1 + ROWS);
        assertThat(Files.readString(out.resolve("nab/results/final_results.json")))
                .contains("\"scorer\": {\"standard\": ");
        assertThat(Files.readString(out.resolve("nab/config/thresholds.json")))
                .contains("\"reward_low_FN_rate\": {\"threshold\": ");
    }

    @Test
    void tsbAdWithItsOwnFiles() throws Exception {
        SplittableRandom random = new SplittableRandom(4);
        StringBuilder csv = new StringBuilder("Data,Label\n");
        for (int i = 0; i < ROWS; i++) {
            csv.append(value(i, random)).append(',').append(i == SPIKE ? 1 : 0).append('\n');
        }
        gzip("tsbad_matched/a.csv.gz", csv.toString());
        Path out = folder.resolve("out");
        Cli run =
                evaluate(
                        "--sets",
                        "tsbad",
                        "--methods",
                        "seasonal-z,rcf-8",
                        "--out",
                        out.toString());
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).contains("tsbad: 1 series").doesNotContain("as published", "Goals");
        assertThat(Files.readAllLines(out.resolve("tsbad/vuspr.csv")).get(0))
                .isEqualTo("file,seasonal-z,rcf-8");
        byte[] npy = Files.readAllBytes(out.resolve("tsbad/score/seasonal-z/a.npy"));
        assertThat(npy).hasSize(128 + 8 * ROWS);
        assertThat(new String(npy, 1, 5, StandardCharsets.US_ASCII)).isEqualTo("NUMPY");
        double[] severities = new double[ROWS];
        ByteBuffer.wrap(npy, 128, 8 * ROWS)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asDoubleBuffer()
                .get(severities);
        assertThat(severities[SPIKE]).isEqualTo(Arrays.stream(severities).max().orElseThrow());
    }

    @Test
    void theHelpNamesTheMethodsOfTheLab() {
        Cli help = Cli.run("", "evaluate", "anomalies", "--help");
        assertThat(help.out())
                .contains(
                        RandomCutForestDetector.methods().stream()
                                .map(DetectorMethod::name)
                                .toList());
    }

    @Test
    void thePlantedSetNeedsNoFolderAndTellsKinds() throws Exception {
        Path out = folder.resolve("out");
        Cli run = evaluate("--sets", "planted", "--methods", "seasonal-z", "--out", out.toString());
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("planted: 212 series, 848000 events, 212 anomalies")
                .containsPattern("\\| spike +\\| 32 ")
                .containsPattern("\\| flat line +\\| 32 ")
                .contains("seasonal-z, by family", "| mostly-zero ")
                .doesNotContain("Goals");
        assertThat(out.resolve("planted/daily_0.svg")).exists();
        Cli other = evaluate("--sets", "planted", "--methods", "seasonal-z", "--seed", "2");
        assertThat(other.out()).isNotEqualTo(run.out()).contains("planted: 212 series");
    }

    @Test
    void whatCannotBeJudgedIsRefused() {
        String none = folder.resolve("none").toString();
        refused(
                Cli.run("", "evaluate", "anomalies", "--data", none, "--sets", "skab"),
                none,
                "skab");
        refused(evaluate("--sets", "moon"), "'moon'", "nab", "msl");
        refused(
                evaluate("--methods", "magic"),
                "method 'magic': allowed are scorer, seasonal-z, half-space-trees, rcf-8, rcf-48");
    }

    private Cli evaluate(String... options) {
        String[] common = {
            "evaluate", "anomalies", "--data", folder.toString(), "--model", "bundled:tiny"
        };
        return Cli.run(
                "", Stream.concat(Stream.of(common), Stream.of(options)).toArray(String[]::new));
    }

    private static String hour(int i) {
        return String.format(Locale.ROOT, "2026-01-%02d %02d:00:00", 1 + i / 24, i % 24);
    }

    private static String value(int i, SplittableRandom random) {
        double spike = i == SPIKE ? 500 : 0;
        double value = 40 + 9 * Math.sin(i * Math.PI / 12) + random.nextGaussian() + spike;
        return String.format(Locale.ROOT, "%.3f", value);
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void gzip(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
