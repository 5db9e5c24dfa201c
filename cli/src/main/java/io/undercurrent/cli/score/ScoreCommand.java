package io.undercurrent.cli.score;

import io.undercurrent.command.InputFile;
import io.undercurrent.scorer.Models;
import io.undercurrent.scorer.ScorerOptions;
import io.undercurrent.scorer.SequenceModel;
import io.undercurrent.spec.StreamSpec.Late;
import io.undercurrent.spec.StreamSpec.Time;
import io.undercurrent.spec.decode.CsvLayout;
import io.undercurrent.spec.decode.CsvRows;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Scores a CSV file row by row, exactly as the job scores events. */
@Command(
        name = "score",
        description = {
            "Score a CSV file: undercurrent score < in.csv > out.csv",
            "One output row a readable input row, in the file's order: timestamp, value, expected, "
                    + "lower, upper, score in [0,1], status, alarm. Rows appear as input arrives."
        },
        mixinStandardHelpOptions = true)
public final class ScoreCommand implements Callable<Integer> {
    /** Exit status of --strict at the first broken or late row. */
    private static final int BROKEN = 3;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "The file; standard input where none is named.")
    private Path file;

    @Option(
            names = "--time",
            paramLabel = "COLUMN",
            description =
                    "The time column; default: the first of timestamp, time, ts, datetime, date.")
    private String time;

    @Option(
            names = "--time-unit",
            paramLabel = "UNIT",
            description = "${COMPLETION-CANDIDATES}; default: found out from the first row.")
    private Time.Unit timeUnit;

    @Option(
            names = "--time-pattern",
            paramLabel = "PATTERN",
            description = "A java.time pattern, with --time-unit pattern.")
    private String timePattern;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "Zone of times that name none; default UTC.")
    private ZoneId zone = ZoneOffset.UTC;

    @Option(
            names = "--values",
            split = ",",
            paramLabel = "COLUMN",
            description =
                    "The value columns; default: all other columns with a number in the first row.")
    private List<String> values = List.of();

    @Option(
            names = "--covariates",
            split = ",",
            paramLabel = "COLUMN",
            description = "Columns that the model was trained to read besides the values.")
    private List<String> covariates = List.of();

    @Option(
            names = "--key",
            paramLabel = "COLUMN",
            description = "The key column, one memory a key; default: the file is one series.")
    private String key;

    @Option(
            names = "--delimiter",
            paramLabel = "CHAR",
            defaultValue = ",",
            description = "What separates cells; default a comma.")
    private char delimiter;

    @Option(
            names = "--late",
            paramLabel = "WHAT",
            defaultValue = "score",
            converter = LateConverter.class,
            description =
                    "Rows older than their key's newest: score (default, with a time gap of 0) or dead-letter (reported and left out).")
    private Late late;

    @Option(
            names = "--alarm-rate",
            paramLabel = "RATE",
            defaultValue = "0.001",
            description =
                    "Share of ordinary rows that may raise an alarm; default ${DEFAULT-VALUE}.")
    private double alarmRate;

    @Option(
            names = "--warmup",
            paramLabel = "ROWS",
            defaultValue = "128",
            description = "A key's first rows without alarms; default ${DEFAULT-VALUE}.")
    private int warmup;

    @Option(
            names = "--model",
            paramLabel = "URI",
            defaultValue = Models.UNIVERSAL,
            description = "The model; default ${DEFAULT-VALUE}.")
    private String model;

    @Option(
            names = "--strict",
            description = "Stop at the first row that cannot be scored, with exit status 3.")
    private boolean strict;

    @Mixin private Memories memories;

    @Spec private CommandSpec command;

    @Override
    public Integer call() throws IOException {
        check(alarmRate > 0 && alarmRate <= 0.2, "--alarm-rate", alarmRate, "above 0 to 0.2");
        check(warmup >= 0, "--warmup", warmup, "0 and more");
        InputFile.check(file);
        CsvLayout layout =
                CsvLayout.detected("series")
                        .withDelimiter(delimiter)
                        .withTime(time, timeUnit, timePattern, zone)
                        .withValues(values)
                        .withCovariates(covariates);
        if (key != null) {
            layout = layout.withKey(key);
        }
        // Not closed: it is the process's own output.
        PrintStream out =
                new PrintStream(
                        new BufferedOutputStream(System.out), false, StandardCharsets.UTF_8);
        if (file == null) {
            return score(System.in, layout, out);
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return score(in, layout, out);
        }
    }

    private static void check(boolean ok, String option, Object value, String allowed) {
        if (!ok) {
            throw new IllegalArgumentException(option + " = " + value + ": allowed are " + allowed);
        }
    }

    private int score(InputStream in, CsvLayout layout, PrintStream out) throws IOException {
        CsvRows rows = CsvRows.open(in, layout);
        SequenceModel loaded = Models.load(model);
        CsvScoring scoring =
                new CsvScoring(
                        loaded,
                        channels -> memories.options(options(channels)),
                        late,
                        key != null,
                        memories.read());
        long refused = scoring.run(rows, out, strict, command.commandLine().getErr()::println);
        out.flush();
        PrintWriter err = command.commandLine().getErr();
        if (memories.areKnown() && scoring.scorer() != null && !scoring.wentOn()) {
            err.println("--state: no key of the rows is in that file; is --key missing?");
        }
        if (scoring.scorer() == null || (strict && refused > 0)) {
            if (memories.areSaved()) {
                err.println("--save-state: nothing is written, as the rows were not all scored");
            }
        } else {
            memories.write(loaded, scoring);
        }
        return strict && refused > 0 ? BROKEN : 0;
    }

    /** One step ahead, as no forecast is asked for; memories that are kept have the job's. */
    private ScorerOptions options(int channels) {
        return new ScorerOptions(
                channels,
                memories.kept() ? ScorerOptions.defaults(1).horizon() : 1,
                ScorerOptions.DEFAULT_QUANTILES,
                Integer.MAX_VALUE,
                alarmRate,
                warmup,
                List.of(),
                covariates.size(),
                memories.kept() ? ScorerOptions.DEFAULT_RING : 0);
    }
}
