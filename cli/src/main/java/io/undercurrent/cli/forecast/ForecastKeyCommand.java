package io.undercurrent.cli.forecast;

import static io.undercurrent.cli.csv.CsvCells.append;
import static io.undercurrent.cli.csv.CsvCells.quoted;

import io.undercurrent.cli.run.RuntimeOption;
import io.undercurrent.cli.state.StateOption;
import io.undercurrent.command.InputFile;
import io.undercurrent.scorer.ForecastOutput;
import io.undercurrent.scorer.ScorerOptions;
import io.undercurrent.spec.StreamSpec;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Forecasts a key from a copy of its saved state, also after events that are only assumed. */
@Command(
        name = "forecast",
        description = {
            "Forecast one key from its saved state, as CSV: undercurrent forecast --config stream.yaml --key K > out.csv",
            "The state is that of a checkpoint or savepoint (Flink), or of a file that state export or "
                    + "score --save-state wrote (both runtimes). It is only read; a running job is not touched."
        },
        mixinStandardHelpOptions = true)
public final class ForecastKeyCommand implements Callable<Integer> {
    @Option(names = "--key", paramLabel = "KEY", required = true, description = "The key.")
    private String key;

    @Option(
            names = "--steps",
            paramLabel = "N",
            description = "How many events ahead; default: forecast.horizon of the stream, or 24.")
    private Integer steps;

    @Option(
            names = "--assume",
            paramLabel = "VALUES",
            description =
                    "Asks what if: assumes that this event comes next, a usual gap after the newest one. Give a number for each value field and then for each covariate, separated by commas; leave a missing one empty. May be repeated; the forecast starts after the last such event.")
    private List<String> assumed = List.of();

    @Option(
            names = "--state",
            paramLabel = "FILE",
            description = "A file of key states, which state export or score --save-state wrote.")
    private Path file;

    @Mixin private StateOption state;
    @Mixin private RuntimeOption runtime;

    @Option(
            names = "--config",
            paramLabel = "stream.yaml",
            description =
                    "The stream's declaration; it may be left out with --state if a bundled model wrote the file.")
    private Path config;

    @Spec private CommandSpec command;

    @Override
    public Integer call() throws Exception {
        if (steps != null && (steps < 1 || steps > ScorerOptions.MAX_HORIZON)) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "--steps = %d: allowed are 1 to %d",
                            steps,
                            ScorerOptions.MAX_HORIZON));
        }
        InputFile.check(config);
        Optional<StreamSpec> spec =
                config == null ? Optional.empty() : Optional.of(StreamSpec.load(config));
        ForkedKey fork = fork(spec);
        if (fork.isRebuilt()) {
            PrintWriter err = command.commandLine().getErr();
            err.println(
                    "the key state was rebuilt from its kept events, as the model or the options differ from those that wrote it");
            err.flush();
        }
        for (String event : assumed) {
            fork.assume(event);
        }
        print(fork, fork.forecast(steps == null ? fork.options().horizon() : steps), spec);
        return 0;
    }

    private ForkedKey fork(Optional<StreamSpec> spec) throws Exception {
        if (file != null && state.isNamed()) {
            throw new IllegalArgumentException("--state and --from: give one of them");
        }
        if (file != null) {
            InputFile.check(file);
            return spec.isEmpty()
                    ? ForkedKey.ofFile(file, key)
                    : ForkedKey.ofFile(runtime.of(spec.get()), file, key, spec.get());
        }
        if (spec.isEmpty()) {
            throw new IllegalArgumentException(
                    "--config: missing; name the stream's declaration, or a file of key states by --state");
        }
        return ForkedKey.ofCheckpoint(
                runtime.of(spec.get()), state.checkpoint(spec), key, spec.get());
    }

    private void print(ForkedKey fork, ForecastOutput forecast, Optional<StreamSpec> spec) {
        PrintWriter out = command.commandLine().getOut();
        List<Double> levels = fork.options().quantiles();
        StringBuilder header = new StringBuilder("step,time,field,median");
        levels.forEach(level -> header.append(",q").append(level));
        out.println(header);
        List<String> names = names(fork.options().channels(), spec);
        for (int step = 1; step <= forecast.median[0].length; step++) {
            for (int field = 0; field < names.size(); field++) {
                StringBuilder line = new StringBuilder();
                line.append(step).append(',').append(fork.time(step));
                line.append(',').append(quoted(names.get(field)));
                append(line, forecast.median[field][step - 1]);
                for (int level = 0; level < levels.size(); level++) {
                    append(line, forecast.quantiles[field][(step - 1) * levels.size() + level]);
                }
                out.println(line);
            }
        }
        out.flush();
    }

    private static List<String> names(int fields, Optional<StreamSpec> spec) {
        if (spec.isPresent()) {
            return spec.get().source().values();
        }
        List<String> names = new ArrayList<>();
        for (int field = 1; field <= fields; field++) {
            names.add(fields == 1 ? "value" : "value" + field);
        }
        return names;
    }
}
