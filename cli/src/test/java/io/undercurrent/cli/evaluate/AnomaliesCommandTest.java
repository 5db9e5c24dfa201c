package io.undercurrent.cli.evaluate;

import static io.undercurrent.cli.Cli.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.cli.Cli;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole command on generated files with planted spikes. */
class AnomaliesCommandTest {
    private static final int ROWS = 700;
    private static final int SPIKE = 500;
    private static final String[] FAST = {"--model", "bundled:tiny", "--threads", "1"};

    @TempDir private Path folder;

    @Test
    void rangesByKey() throws Exception {
        Path file = events(false);
        Path labels =
                Files.writeString(
                        folder.resolve("labels.csv"),
                        String.format(
                                Locale.ROOT,
                                "plant,start,end%nnorth,%s,%s%n",
                                hour(SPIKE - 1),
                                hour(SPIKE + 2)));
        Path out = folder.resolve("out");
        Cli run = evaluate(file, labels, "--key", "plant", "--out", out.toString());
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("plants.csv: 2 series, 1400 events, 1 anomalies, declared rate 0.001")
                .contains("| measure", "scorer", "seasonal-z", "half-space-trees", "VUS-PR");
        assertThat(cell(run.out(), "hit %", 1)).isEqualTo("100.0");
        assertThat(Files.readString(out.resolve("anomalies.md")))
                .isEqualToIgnoringNewLines(run.out());
        assertThat(Files.readAllLines(out.resolve("anomalies.csv"))).hasSize(1 + 3 * 12);
        assertThat(Files.readAllLines(out.resolve("series.csv"))).hasSize(1 + 3 * 2);
        assertThat(Files.readString(out.resolve("plants.csv/north.svg")))
                .startsWith("<svg")
                .contains("north: 700 events, 1 anomalies");
        assertThat(Files.readString(out.resolve("index.html")))
                .contains("<table>", "plants.csv/south.svg", "</html>");
        List<String> scores = Files.readAllLines(out.resolve("plants.csv/scores/scorer/north.csv"));
        assertThat(scores).hasSize(1 + ROWS);
        assertThat(scores.get(0)).isEqualTo("timestamp,value,severity,anomaly_score,alarm,label");
        assertThat(scores.get(1 + SPIKE)).startsWith("2026-01-21T20:00:00Z,").endsWith(",1,1");

        // The same thresholds again give the same figures, also for another file.
        String csv = out.resolve("anomalies.csv").toString();
        Cli again = evaluate(file, labels, "--key", "plant", "--thresholds", csv);
        assertThat(again.out()).as(again.err()).isEqualTo(run.out());
        Path copy = Files.copy(file, folder.resolve("other.csv"));
        Cli other = evaluate(copy, labels, "--key", "plant", "--thresholds", csv);
        assertThat(other.out()).isEqualTo(run.out().replace("plants.csv", "other.csv"));
    }

    @Test
    void aLabelColumnOfTheFileItself() throws Exception {
        Path file = events(true);
        Cli run = evaluate(file, file, "--key", "plant", "--methods", "scorer");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).contains("2 series, 1400 events, 2 anomalies");
        assertThat(run.out()).doesNotContain("seasonal-z");
        // The label is no channel: a detector that reads it would be told what it has to find.
        Path values = events(false);
        Path apart =
                Files.writeString(
                        folder.resolve("labels.csv"),
                        String.format(
                                Locale.ROOT,
                                "time,plant,is_anomaly%n%s,north,true%n%s,south,true%n%s,south,false%n",
                                hour(SPIKE),
                                hour(SPIKE),
                                hour(SPIKE + 1)));
        Cli other = evaluate(values, apart, "--key", "plant", "--methods", "scorer");
        assertThat(other.out()).isEqualTo(run.out());
    }

    @Test
    void whatCannotBeJudgedIsRefused() throws Exception {
        String none = folder.resolve("none").toString();
        Path file = events(false);
        String events = file.toString();
        refused(run(), "--csv and --labels are missing", "from a checkout");
        refused(run("--csv", events), "--labels is missing");
        refused(run("--labels", events), "--csv is missing");
        refused(
                run("--methods", "magic"),
                "method 'magic': allowed are scorer, seasonal-z, half-space-trees");
        refused(run("--alarm-rate", "0.5"), "--alarm-rate", "0.5", "0.2");
        refused(run("--from", "-1"), "--from", "-1");
        refused(run("--csv", events, "--labels", none), none, "no such file");
        refused(run("--thresholds", none), none, "no such file");
        Path labels = folder.resolve("labels.csv");
        String[] keyed = {"--key", "plant"};
        Files.writeString(labels, "plant,from,to\n");
        refused(evaluate(file, labels, keyed), "labels.csv", "[plant, from, to]", "start and end");
        Files.writeString(labels, "plant,start,end\nnorth,yesterday,today\n");
        refused(evaluate(file, labels, keyed), "labels.csv, line 2", "'yesterday'");
        Files.writeString(labels, "plant,start,end\nnorth," + hour(9) + "," + hour(8) + "\n");
        refused(evaluate(file, labels, keyed), "labels.csv, line 2", "before the start", hour(8));
        Files.writeString(
                labels, "plant,start,end\nnorth,2025-01-01 00:00:00,2025-01-02 00:00:00\n");
        refused(evaluate(file, labels, keyed), "labels.csv, line 2", "no event", "'north'");
        Files.writeString(labels, "plant,start,end\nwest," + hour(8) + "," + hour(9) + "\n");
        refused(evaluate(file, labels, keyed), "labels.csv, line 2", "'west'", "plants.csv");
        Files.writeString(labels, "time,plant,label\n" + hour(8) + ",north,perhaps\n");
        refused(evaluate(file, labels, keyed), "labels.csv, line 2", "'perhaps'", "0, 1");
        Files.writeString(labels, "time,plant,label\n" + hour(8) + ",north,1\n");
        refused(
                evaluate(file, labels, "--key", "plant", "--label", "fault"),
                "no column fault",
                "[time, plant, label]");
        refused(
                evaluate(file, labels, "--key", "plant", "--from", "700"),
                "'north'",
                "700 events",
                "--from");
        Files.writeString(labels, "set,method\na,b\n");
        refused(run("--thresholds", labels.toString()), "labels.csv", "[set, method]");
    }

    /** The figure of a measure in the printed table, without its interval. */
    private static String cell(String out, String measure, int column) {
        String line =
                out.lines().filter(l -> l.startsWith("| " + measure)).findFirst().orElseThrow();
        return line.split("\\|", -1)[1 + column].strip().split(" ", 2)[0];
    }

    /** Two plants with a spike each; newest first, since rows are sorted by time. */
    private Path events(boolean labelled) throws Exception {
        SplittableRandom random = new SplittableRandom(1);
        StringBuilder csv = new StringBuilder("time,plant,load" + (labelled ? ",label\n" : "\n"));
        for (int i = ROWS - 1; i >= 0; i--) {
            for (String plant : List.of("north", "south")) {
                double spike = i == SPIKE ? 300 : 0;
                double load = 40 + 9 * Math.sin(i * Math.PI / 12) + random.nextGaussian() + spike;
                String label = !labelled ? "" : i == SPIKE ? ",1" : ",0";
                csv.append(
                        String.format(Locale.ROOT, "%s,%s,%.3f%s%n", hour(i), plant, load, label));
            }
        }
        return Files.writeString(folder.resolve("plants.csv"), csv);
    }

    private static Cli evaluate(Path events, Path labels, String... more) {
        List<String> all = new ArrayList<>(List.of(FAST));
        all.addAll(List.of("--csv", events.toString(), "--labels", labels.toString()));
        all.addAll(List.of(more));
        return run(all.toArray(String[]::new));
    }

    private static Cli run(String... options) {
        return Cli.run(
                "",
                Stream.concat(Stream.of("evaluate", "anomalies"), Stream.of(options))
                        .toArray(String[]::new));
    }

    private static String hour(int i) {
        return String.format(Locale.ROOT, "2026-01-%02d %02d:00:00", 1 + i / 24, i % 24);
    }
}
