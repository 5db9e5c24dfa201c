package io.undercurrent.cli.evaluate;

import io.undercurrent.cli.csv.CsvInput;
import io.undercurrent.cli.csv.CsvOptions;
import io.undercurrent.command.InputFile;
import io.undercurrent.command.ProgressLine;
import io.undercurrent.scorer.Models;
import io.undercurrent.scorer.SequenceModel;
import io.undercurrent.training.data.Series;
import io.undercurrent.training.evaluate.Plan;
import io.undercurrent.training.forecast.Baseline;
import io.undercurrent.training.forecast.Method;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Compares the real scorer's forecasts with baselines, event by event. */
@Command(
        name = "forecast",
        description = {
            "Rolling forecasts of the real scorer beside baselines, each given the same events.",
            "On your own data: undercurrent evaluate forecast --csv FILE"
        },
        mixinStandardHelpOptions = true)
public class ForecastCommand implements Callable<Integer> {
    @Option(names = "--csv", paramLabel = "FILE", description = "Your own file, .csv or .csv.gz.")
    private Path csv;

    @Mixin private CsvOptions options;

    @Option(
            names = "--seasons",
            split = ",",
            paramLabel = "EVENTS",
            description =
                    "Lengths of the file's seasons in events; default: day and week, from its step.")
    private int[] seasons = {};

    @Mixin private JudgedModels models;

    @Option(
            names = "--methods",
            split = ",",
            paramLabel = "METHOD",
            description = {
                "scorer, scorer-found (seasons not declared but found), naive, seasonal-naive, ets,",
                "rls-ar, rls-plus; default all these; scorer-fp16 (job.state-precision: fp16)."
            })
    private List<String> methods =
            Stream.concat(
                            Stream.of(Method.SCORER, Method.FOUND),
                            Arrays.stream(Baseline.values()).map(Baseline::id))
                    .toList();

    @Option(
            names = "--horizons",
            split = ",",
            paramLabel = "STEPS",
            description = "Steps ahead; default 1,24,96.")
    private int[] horizons = {1, 24, 96};

    @Option(
            names = "--split",
            paramLabel = "SHARE",
            defaultValue = "0.2",
            description = "Share of each series before scoring starts; default ${DEFAULT-VALUE}.")
    private double split;

    @Option(
            names = "--stride",
            paramLabel = "EVENTS",
            description = "Events from one origin to the next; default 1, 5 or 11 by horizon.")
    private Integer stride;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Writes tables (Markdown, CSV) and pictures (SVG) there.")
    private Path out;

    @Spec private CommandSpec command;

    /** Runs the command; a subclass may override {@link #judgeWithoutFile}. */
    @Override
    public final Integer call() throws IOException {
        int[] steps = Arrays.stream(horizons).sorted().distinct().toArray();
        int last = steps.length == 0 ? 1 : steps[steps.length - 1];
        Plan plan = Plan.rolling(steps, split, stride == null ? Plan.defaultStride(last) : stride);
        List<Baseline> baselines = new ArrayList<>();
        List<Method> chosen = methods(baselines);
        ProgressLine line = new ProgressLine(command.commandLine().getErr());
        ForecastReport report = new ForecastReport(command.commandLine().getOut(), out);
        ForecastComparison comparison =
                new ForecastComparison(
                        plan, chosen, baselines, models.threads(), line::report, report);
        report.begin(models.model());
        if (csv == null) {
            judgeWithoutFile(comparison);
        } else {
            InputFile.check(csv);
            List<Series> series;
            try {
                series = new UserCsv(options, seasons, command.commandLine().getErr()).read(csv);
            } catch (CsvInput.StrictStop e) {
                return CsvInput.ROWS_REFUSED;
            }
            comparison.judge(String.valueOf(csv.getFileName()), series);
        }
        report.end();
        return 0;
    }

    /**
     * Judges data sets other than a user's file. The shipped program has none.
     *
     * @throws IllegalArgumentException with a message that names what is missing
     */
    protected void judgeWithoutFile(ForecastComparison comparison) throws IOException {
        throw new IllegalArgumentException(
                "--csv is missing: name your own file by it; the public sets are judged from a checkout of the project, whose module lab this installation does not have");
    }

    private List<Method> methods(List<Baseline> baselines) throws IOException {
        List<Method> chosen = new ArrayList<>();
        SequenceModel judged = null;
        if (methods.stream().anyMatch(name -> name.startsWith(Method.SCORER))) {
            judged = Models.load(models.model());
        }
        for (String name : methods) {
            if (name.equals(Method.SCORER)) {
                chosen.add(Method.scorer(judged));
            } else if (name.equals(Method.FOUND)) {
                chosen.add(Method.scorer(Method.FOUND, judged, false));
            } else if (name.equals(Method.HALF)) {
                chosen.add(Method.halfStates(judged));
            } else {
                Baseline baseline = Baseline.of(name);
                baselines.add(baseline);
                chosen.add(baseline.method());
            }
        }
        for (Map.Entry<String, String> other : models.beside().entrySet()) {
            SequenceModel loaded = Models.load(other.getValue());
            chosen.add(Method.scorer(other.getKey(), loaded, true));
        }
        return chosen;
    }
}
