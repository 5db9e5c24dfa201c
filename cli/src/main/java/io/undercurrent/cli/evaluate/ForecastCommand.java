package io.undercurrent.cli.evaluate;

import io.undercurrent.cli.csv.CsvInput;
import io.undercurrent.cli.csv.CsvOptions;
import io.undercurrent.command.InputFile;
import io.undercurrent.command.ProgressLine;
import io.undercurrent.scorer.Models;
import io.undercurrent.scorer.SequenceModel;
import io.undercurrent.training.data.PublicSet;
import io.undercurrent.training.data.Series;
import io.undercurrent.training.evaluate.Evaluation;
import io.undercurrent.training.evaluate.LongHorizon;
import io.undercurrent.training.evaluate.Plan;
import io.undercurrent.training.evaluate.SetResult;
import io.undercurrent.training.forecast.Baseline;
import io.undercurrent.training.forecast.Method;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Scores the real scorer's forecasts beside baselines, event by event. */
@Command(
        name = "forecast",
        description = {
            "Rolling forecasts of the real scorer beside baselines, each given the same events.",
            "On your own data: undercurrent evaluate forecast --csv FILE",
            "On the public sets: undercurrent evaluate forecast --data FOLDER"
        },
        mixinStandardHelpOptions = true)
public final class ForecastCommand implements Callable<Integer> {
    private static final List<Integer> LONG = List.of(96, 720);

    /** What models with a window are given; the scorer reads from the start besides. */
    private static final List<Integer> LOOK_BACKS = List.of(96, 336);

    @Option(
            names = "--csv",
            paramLabel = "FILE",
            description = "Your own file, .csv or .csv.gz, instead of the public sets.")
    private Path csv;

    @Mixin private CsvOptions options;

    @Option(
            names = "--seasons",
            split = ",",
            paramLabel = "EVENTS",
            description =
                    "Lengths of the file's seasons in events; default: day and week, from its step.")
    private int[] seasons = {};

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            defaultValue = "../shared/data",
            description = "Where the public sets are; default ${DEFAULT-VALUE}.")
    private Path data;

    @Option(
            names = "--sets",
            split = ",",
            paramLabel = "SET",
            description = "ETTh1, pjm, vic_elec, los_speed, bike_share, m4_weekly; default all.")
    private List<String> sets = Arrays.stream(PublicSet.values()).map(PublicSet::id).toList();

    @Option(
            names = "--all-series",
            description = "All 207 sensors of los_speed instead of the first 60.")
    private boolean allSeries;

    @Option(
            names = "--model",
            paramLabel = "URI",
            defaultValue = Models.UNIVERSAL,
            description = "The model; default ${DEFAULT-VALUE}.")
    private String model;

    @Option(
            names = "--beside",
            paramLabel = "NAME=URI",
            description =
                    "Another model as a further column, by a name of your own; may be repeated.")
    private Map<String, String> beside = new LinkedHashMap<>();

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
            names = "--long-stride",
            paramLabel = "EVENTS",
            defaultValue = "1",
            description =
                    "The same for ETTh1's long horizons, 0 leaves them out; default ${DEFAULT-VALUE}.")
    private int longStride;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Series at a time; default: as many as processors. No figure changes.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Writes tables (Markdown, CSV) and pictures (SVG) there.")
    private Path out;

    @Spec private CommandSpec command;

    @Override
    public Integer call() throws IOException {
        int[] steps = Arrays.stream(horizons).sorted().distinct().toArray();
        int last = steps.length == 0 ? 1 : steps[steps.length - 1];
        Plan plan = Plan.rolling(steps, split, stride == null ? Plan.defaultStride(last) : stride);
        if (longStride < 0) {
            throw new IllegalArgumentException(
                    "--long-stride = " + longStride + ": allowed are 0 and more");
        }
        List<Baseline> baselines = new ArrayList<>();
        List<Method> chosen = methods(baselines);
        ProgressLine progress = new ProgressLine(command.commandLine().getErr());
        Report report = new Report(command.commandLine().getOut(), out);
        Evaluation evaluation = new Evaluation(chosen, threads, progress::report);
        report.begin(model);
        if (csv != null) {
            InputFile.check(csv);
            List<Series> series;
            try {
                series = new UserCsv(options, seasons, command.commandLine().getErr()).read(csv);
            } catch (CsvInput.StrictStop e) {
                return CsvInput.ROWS_REFUSED;
            }
            report.set(evaluation.run(String.valueOf(csv.getFileName()), series, plan));
        } else {
            publicSets(plan, evaluation, chosen, baselines, report, progress);
        }
        report.end(csv == null);
        return 0;
    }

    private void publicSets(
            Plan plan,
            Evaluation evaluation,
            List<Method> chosen,
            List<Baseline> baselines,
            Report report,
            ProgressLine progress)
            throws IOException {
        List<PublicSet> named = sets.stream().map(PublicSet::of).toList();
        List<List<Series>> series = new ArrayList<>();
        for (PublicSet set : named) {
            series.add(set.load(data, allSeries)); // what is missing is said before hours of work
        }
        for (int i = 0; i < named.size(); i++) {
            PublicSet set = named.get(i);
            boolean m4 = set == PublicSet.M4_WEEKLY;
            SetResult result =
                    evaluation.run(
                            set.id(),
                            series.get(i),
                            m4 ? Plan.lastWindow(PublicSet.M4_HORIZON) : plan);
            report.set(result);
            if (set == PublicSet.ETTH1 && longStride > 0) {
                LongHorizon protocol = new LongHorizon(longStride, threads, progress::report);
                for (int h : LONG) {
                    report.longHorizon(
                            protocol.run(
                                    series.get(i),
                                    h,
                                    chosen.stream()
                                            .filter(m -> m.name().equals(Method.SCORER))
                                            .toList(),
                                    baselines,
                                    LOOK_BACKS));
                }
            }
        }
    }

    private List<Method> methods(List<Baseline> baselines) throws IOException {
        List<Method> chosen = new ArrayList<>();
        SequenceModel judged = null;
        if (methods.stream().anyMatch(name -> name.startsWith(Method.SCORER))) {
            judged = Models.load(model);
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
        for (Map.Entry<String, String> other : beside.entrySet()) {
            SequenceModel loaded = Models.load(other.getValue());
            chosen.add(Method.scorer(other.getKey(), loaded, true));
        }
        return chosen;
    }
}
