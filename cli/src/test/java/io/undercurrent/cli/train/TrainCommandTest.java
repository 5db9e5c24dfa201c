package io.undercurrent.cli.train;

import static io.undercurrent.cli.Cli.refused;
import static io.undercurrent.cli.train.Histories.config;
import static io.undercurrent.cli.train.Histories.csv;
import static io.undercurrent.cli.train.Histories.names;
import static io.undercurrent.cli.train.Histories.train;
import static io.undercurrent.cli.train.Histories.wave;
import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.cli.Cli;
import io.undercurrent.scorer.Models;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainCommandTest {
    @TempDir Path folder;
    private Path out;

    @BeforeEach
    void name() {
        out = folder.resolve("mine");
    }

    @Test
    void aFileBecomesAModelThatScoreTakes() throws Exception {
        Path file = csv(folder.resolve("sun.csv"), 500, wave(1));
        Path train = config(folder, "");
        Cli run = run(file, train);
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err())
                .contains("history: 500 rows of 1 keys, 1 series, 2026-01-01T00:00:00Z to ")
                .contains("training on java, 2 threads: ")
                .contains("validation loss at the start ");
        assertThat(run.out())
                .contains(
                        "| trained ",
                        "| seasonal-naive ",
                        "on the held-back newest part its loss is ");
        assertThat(names(out))
                .containsExactly(
                        "card.md", "config.json", "losses.csv", "losses.svg", "model.safetensors");
        assertThat(Files.readString(out.resolve("card.md")))
                .contains("# Model mine\n", "- rows: 500\n", "- seed: 5\n", "| naive ")
                .contains("- start: scratch\n", "- SHA-256 of the series: ");
        assertThat(Models.load(out.toString()).id()).startsWith("mine@");
        Cli scored =
                Cli.run(Files.readString(file), "score", "--model=" + out, "--alarm-rate=0.01");
        assertThat(scored.status()).as(scored.err()).isZero();
        assertThat(scored.out().lines()).hasSize(501);

        Path again = folder.resolve("again");
        Cli tuned =
                train(
                        "--csv=" + file,
                        "--out=" + again,
                        "--config="
                                + Files.writeString(
                                        folder.resolve("tune.yaml"),
                                        String.format(
                                                Locale.ROOT,
                                                "train: {start: '%s', tokens: 4000}",
                                                out)));
        assertThat(tuned.status()).as(tuned.err()).isZero();
        assertThat(tuned.out()).contains("| start ", "model: ");
    }

    @Test
    void codesBecomeAModelOfTheNextEventThatScoreTakes() throws Exception {
        StringBuilder text = new StringBuilder("time,code\n");
        for (int t = 0; t < 500; t++) {
            text.append(
                    String.format(
                            Locale.ROOT, "%s,%d\n", Histories.time(t), 100 + t % 5 * (t % 5)));
        }
        Path file = Files.writeString(folder.resolve("codes.csv"), text);
        Path train = config(folder, ", task: next-event");
        Cli run = run(file, train);
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("5 codes", "| trained ", "| frequencies ", "| last 4 (n-gram) ")
                .contains("the trained model foresees the next event ");
        assertThat(Files.readString(out.resolve("card.md"))).contains("| trained ", "# Model mine");
        Cli scored = Cli.run(text.toString(), "score", "--model=" + out, "--warmup=20");
        assertThat(scored.status()).as(scored.err()).isZero();
        assertThat(scored.out().lines()).hasSize(501);
        assertThat(scored.out().lines().skip(100).findFirst().orElseThrow())
                .as("no bounds, and the severity is the score")
                .matches("[^,]+,116.0,1[0-9.]+,,,([0-9.E-]+),\\1,SCORED,(true|false)");

        Path numbers = csv(folder.resolve("sun.csv"), 500, wave(1));
        refused(run(numbers, train), "train.task = next-event: ", "for numbers leave train.task");
        refused(
                run(numbers, config(folder, ", task: next-event, seasons: [24]")),
                "train.seasons: not used with train.task = next-event");
        Path tune =
                Files.writeString(
                        folder.resolve("t.yaml"),
                        String.format(Locale.ROOT, "train: {start: '%s'}", out));
        refused(run(numbers, tune), "a model of discrete events, which forecasts no numbers");
    }

    @Test
    void fieldsReadTogetherBecomeAModelOfJustTheseFields() throws Exception {
        StringBuilder text = new StringBuilder("time,load,price,sun\n");
        for (int t = 0; t < 500; t++) {
            text.append(
                    String.format(
                            Locale.ROOT, "%s,%s,%s,%d\n", Histories.time(t), t % 9, t % 24, t % 7));
        }
        Path file = Files.writeString(folder.resolve("both.csv"), text);
        Path train = config(folder, ", channels: together");
        Cli run = train("--csv=" + file, "--covariates=sun", "--out=" + out, "--config=" + train);
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err()).contains("2 series");
        assertThat(Files.readString(out.resolve("config.json")))
                .contains("\"channels\": 2", "\"covariates\": 1");
        String rows = Files.readString(file);
        Cli scored = Cli.run(rows, "score", "--model=" + out, "--covariates=sun");
        assertThat(scored.status()).as(scored.err()).isZero();
        assertThat(scored.out().lines()).hasSize(501);
        assertThat(scored.out().lines().findFirst().orElseThrow()).doesNotContain("sun");
        refused(
                Cli.run(rows, "score", "--model=" + out),
                "reads 2 value fields and 1 covariates together, the stream has 3 value fields");
        refused(
                Cli.run(rows, "score", "--covariates=sun"),
                "reads each value field by itself and no covariates");
        Path other = csv(folder.resolve("sun.csv"), 500, wave(1));
        refused(
                train(
                        "--csv",
                        file.toString(),
                        other.toString(),
                        "--out=" + folder.resolve("x"),
                        "--config=" + train),
                "files differ in their numbers of values and covariates");
        Path tune =
                Files.writeString(
                        folder.resolve("tune.yaml"),
                        String.format(Locale.ROOT, "train: {start: '%s'}", out));
        refused(
                train("--csv=" + file, "--out=" + folder.resolve("y"), "--config=" + tune),
                "it reads 2 values and 1 covariates together, the history has 3 and 0");
    }

    @Test
    void badHistoriesAreRefusedAndEarlierResultsStay() throws Exception {
        Files.createDirectories(out);
        Files.writeString(out.resolve("config.json"), "earlier");
        Path train = config(folder, "");
        refused(
                run(csv(folder.resolve("short.csv"), 57, wave(1)), train),
                "short.csv.value: 57 events: allowed are 200 and more");
        refused(
                run(csv(folder.resolve("flat.csv"), 300, t -> 5), train),
                "flat.csv.value: all 210 values of its training part are 5.0");
        refused(
                run(csv(folder.resolve("gap.csv"), 300, t -> t < 180 ? Double.NaN : t % 5), train),
                "no value in 180 events in a row (2026-01-01T00:00:00Z to ",
                "allowed are 100 and more");
        Path twice = csv(folder.resolve("twice.csv"), 300, wave(1));
        String rows = Files.readString(twice);
        Files.writeString(twice, rows + rows.substring(rows.indexOf('\n') + 1));
        refused(run(twice, train), "300 of 600 rows repeat a time of their key");
        Path text = Files.writeString(folder.resolve("text.csv"), "time,value\nnow,1\n");
        refused(run(text, train), "text.csv, line 2");
        refused(run(folder.resolve("absent.csv"), train), "absent.csv: no such file");
        assertThat(names(out)).containsExactly("config.json");
    }

    @Test
    void aDivergingTrainingSaysSoAndLeavesEarlierResults() throws Exception {
        Files.createDirectories(out);
        Files.writeString(out.resolve("config.json"), "earlier");
        Path file = csv(folder.resolve("sun.csv"), 500, wave(1));
        refused(
                run(file, config(folder, ", learning-rate: 1000")),
                "the training diverged",
                "train.learning-rate was 1000.0: give a smaller one, such as 0.001");
        assertThat(names(out)).containsExactly("config.json");
        assertThat(Files.readString(out.resolve("config.json"))).isEqualTo("earlier");
    }

    @Test
    void optionsThatDoNotFitAreRefused() throws Exception {
        Path file = csv(folder.resolve("sun.csv"), 300, wave(1));
        refused(train("--out=" + out), "--csv");
        refused(
                train("--csv=" + file, "--out=" + out, "--bootstrap-servers=a:1"),
                "--bootstrap-servers: used with --topic only");
        refused(
                train("--topic=t", "--key=k", "--out=" + out),
                "--key, --delimiter: not used with --topic");
        refused(
                train("--topic=t", "--out=" + out),
                "source.values is missing",
                "kafka.bootstrap.servers is missing");
        refused(
                train("--csv=" + file, "--out=" + out, "--config=" + tiny()),
                "train.start = bundled:tiny: an untrained backbone");
        refused(
                train(
                        "--csv=" + file,
                        "--out=" + out,
                        "--config=" + config(folder, ""),
                        "--resume"),
                "--resume: there is no " + out.resolve("training.checkpoint"));
        Files.writeString(
                Files.createDirectories(out).resolve("training.checkpoint"), "of another day");
        refused(run(file, config(folder, "")), "a training was interrupted", "--resume");
    }

    private Path tiny() throws Exception {
        return Files.writeString(folder.resolve("tiny.yaml"), "train.start: bundled:tiny\n");
    }

    private Cli run(Path file, Path train) {
        return train("--csv=" + file, "--out=" + out, "--config=" + train);
    }
}
