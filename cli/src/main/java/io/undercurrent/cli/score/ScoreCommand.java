package io.undercurrent.cli.score;

import io.undercurrent.cli.csv.CsvInput;
import io.undercurrent.cli.csv.CsvOptions;
import io.undercurrent.command.InputFile;
import io.undercurrent.scorer.Models;
import io.undercurrent.scorer.ScorerOptions;
import io.undercurrent.scorer.SequenceModel;
import io.undercurrent.spec.option.SourceOptions.Late;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
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
                    + "lower, upper, score and severity in [0,1], status, alarm. Rows appear as input "
                    + "arrives."
        },
        mixinStandardHelpOptions = true)
public final class ScoreCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "The file; standard input where none is named.")
    private Path file;

    @Mixin private CsvOptions csv;

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
            description = "Episodes per ordinary row, as alarm.rate; default ${DEFAULT-VALUE}.")
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
            names = "--max-keys",
            paramLabel = "KEYS",
            description =
                    "How many key states are on the heap; default: as many as half of it holds.")
    private Long maxKeys;

    @Option(
            names = "--overflow",
            paramLabel = "WHAT",
            defaultValue = "spill",
            description =
                    "Key states of further keys: spill (default; those seen longest ago go to a temporary file) or refuse.")
    private Overflow overflow;

    @Mixin private StateFiles stateFiles;

    @Spec private CommandSpec command;

    @Override
    public Integer call() throws IOException {
        check(alarmRate > 0 && alarmRate <= 0.2, "--alarm-rate", alarmRate, "above 0 to 0.2");
        check(warmup >= 0, "--warmup", warmup, "0 and more");
        check(maxKeys == null || maxKeys > 0, "--max-keys", maxKeys, "1 and more");
        InputFile.check(file);
        PrintWriter err = command.commandLine().getErr();
        // Not closed: it is the process's own output.
        PrintStream out =
                new PrintStream(
                        new BufferedOutputStream(System.out), false, StandardCharsets.UTF_8);
        if (file == null) {
            return score(CsvInput.of(System.in, csv, "series", err), out, err);
        }
        try (CsvInput input = CsvInput.open(file, csv, "series", err, "")) {
            return score(input, out, err);
        }
    }

    private static void check(boolean ok, String option, Object value, String allowed) {
        if (!ok) {
            throw new IllegalArgumentException(option + " = " + value + ": allowed are " + allowed);
        }
    }

    private int score(CsvInput input, PrintStream out, PrintWriter err) throws IOException {
        SequenceModel loaded = Models.load(model);
        long heap = Runtime.getRuntime().maxMemory();
        long most = maxKeys == null ? 0 : maxKeys;
        try (SpillableKeyStates slabs =
                new SpillableKeyStates(most, heap, overflow, err::println)) {
            CsvScoring scoring =
                    new CsvScoring(
                            loaded,
                            (channels, besides) -> stateFiles.options(options(channels, besides)),
                            late,
                            csv.isKeyed(),
                            slabs,
                            stateFiles.read(slabs));
            boolean stopped = false;
            try {
                scoring.run(input, out);
            } catch (CsvInput.StrictStop e) {
                stopped = true;
            }
            out.flush();
            input.summary("scored", keys(slabs.keys()));
            finish(loaded, scoring, stopped, err);
            if (!stopped && scoring.scorer() == null) {
                throw new IllegalArgumentException(
                        "none of the rows could be scored; the lines above say why");
            }
            return stopped ? CsvInput.ROWS_REFUSED : 0;
        }
    }

    private void finish(SequenceModel loaded, CsvScoring scoring, boolean stopped, PrintWriter err)
            throws IOException {
        if (scoring.unpredicted() > 0) {
            err.printf(
                    Locale.ROOT,
                    "%d of the rows are UNPREDICTED: the forecast of model %s for them was not finite, and their keys warmed up again; use an earlier checkpoint of its training%n",
                    scoring.unpredicted(),
                    loaded.id());
        }
        if (stateFiles.areKnown() && scoring.scorer() != null && !scoring.wentOn()) {
            err.println("--state: no key of the rows is in that file; is --key missing?");
        }
        if (scoring.scorer() != null && !stopped) {
            stateFiles.write(loaded, scoring);
        } else if (stateFiles.areSaved()) {
            err.println("--save-state: nothing is written, as the rows were not all scored");
        }
    }

    private static String keys(long keys) {
        return keys + (keys == 1 ? " key" : " keys");
    }

    /**
     * The horizon is one step, because no forecast is asked for; key states that are read from or
     * written to a file have the job's horizon and ring.
     */
    private ScorerOptions options(int channels, int covariates) {
        ScorerOptions.Builder options =
                ScorerOptions.builder(channels)
                        .forecastEvery(Integer.MAX_VALUE)
                        .alarmRate(alarmRate)
                        .warmup(warmup)
                        .covariates(covariates);
        return stateFiles.kept() ? options.build() : options.horizon(1).ring(0).build();
    }
}
