package io.undercurrent.cli.evaluate;

import io.undercurrent.cli.csv.CsvInput;
import io.undercurrent.cli.csv.CsvOptions;
import io.undercurrent.command.InputFile;
import io.undercurrent.command.ProgressLine;
import io.undercurrent.scorer.Models;
import io.undercurrent.scorer.ScorerOptions;
import io.undercurrent.training.data.LabelledSeries;
import io.undercurrent.training.detector.DetectorMethod;
import io.undercurrent.training.evaluate.anomaly.AnomalyFigures;
import io.undercurrent.training.evaluate.anomaly.Measure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Judges the real scorer's alarms and severities by labels, beside simple detectors. */
@Command(
        name = "anomalies",
        description = {
            "Anomalies that the real scorer finds, event by event, beside simple detectors.",
            "On your own data: undercurrent evaluate anomalies --csv FILE --labels FILE"
        },
        mixinStandardHelpOptions = true)
public class AnomaliesCommand implements Callable<Integer> {
    /** What is said about a user's file. */
    private static final List<Measure> MEASURES =
            List.of(
                    Measure.VUS_PR,
                    Measure.POINT_F1,
                    Measure.FAR,
                    Measure.MAR,
                    Measure.POINT_F1_ALARMS,
                    Measure.EVENT_F1,
                    Measure.EVENT_F1_ALARMS,
                    Measure.HIT,
                    Measure.ALARMS_OVER,
                    Measure.EPISODES_OVER,
                    Measure.WITHIN_TWICE,
                    Measure.WORST);

    @Option(names = "--csv", paramLabel = "FILE", description = "Your own file, .csv or .csv.gz.")
    private Path csv;

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description =
                    "What is anomalous, .csv or .csv.gz: columns start and end, a row for each anomaly; or a time column and a label column of 0 and 1, which may be the file of --csv itself. Times and keys as in --csv.")
    private Path labels;

    @Option(
            names = "--label",
            paramLabel = "COLUMN",
            description =
                    "The label column of --labels; default: the first of label, is_anomaly, anomaly.")
    private String label;

    @Option(
            names = "--from",
            paramLabel = "EVENTS",
            description =
                    "First events of each key that do not count; default ${DEFAULT-VALUE}, as alarm.warmup.")
    private int from = ScorerOptions.defaults(1).warmup();

    @Mixin private CsvOptions options;

    @Option(
            names = "--alarm-rate",
            paramLabel = "RATE",
            description = "alarm.rate, declared to every detector; default ${DEFAULT-VALUE}.")
    private double alarmRate = ScorerOptions.defaults(1).alarmRate();

    @Mixin private JudgedModels models;

    @Option(
            names = "--methods",
            split = ",",
            paramLabel = "METHOD",
            description = "Detectors, in the order of the tables; default ${DEFAULT-VALUE}.")
    private List<String> methods;

    @Option(
            names = "--thresholds",
            paramLabel = "FILE",
            description =
                    "Thresholds from the anomalies.csv of an earlier --out, instead of the best ones by these labels.")
    private Path thresholds;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "Writes tables (Markdown, CSV), scores (CSV), pictures (SVG) and a page of all (index.html) there.")
    private Path out;

    @Spec private CommandSpec command;

    /** Methods that may be named besides the scorer. */
    private final List<DetectorMethod> offered;

    /** Offers the scorer and the baselines. */
    public AnomaliesCommand() {
        this(List.of());
    }

    /**
     * Offers further methods as well.
     *
     * @param more these run only if they are named, as they may take much longer
     */
    protected AnomaliesCommand(List<DetectorMethod> more) {
        List<DetectorMethod> baselines = DetectorMethod.baselines();
        methods = DetectorMethod.names(baselines);
        offered = Stream.concat(baselines.stream(), more.stream()).toList();
    }

    /** Runs the command; a subclass may override {@link #judgeWithoutFile}. */
    @Override
    public final Integer call() throws IOException {
        if (from < 0) {
            throw new IllegalArgumentException("--from = " + from + ": allowed are 0 and more");
        }
        if (!(alarmRate > 0 && alarmRate <= 0.2)) {
            throw new IllegalArgumentException(
                    "--alarm-rate = " + alarmRate + ": allowed are above 0 to 0.2");
        }
        if (csv == null != (labels == null)) {
            throw new IllegalArgumentException(
                    (csv == null ? "--csv" : "--labels")
                            + " is missing: name your events by --csv and their anomalies by --labels");
        }
        InputFile.check(thresholds);
        AnomalyFigures.Thresholds frozen =
                thresholds == null
                        ? (set, method, measure) -> Double.NaN
                        : FrozenThresholds.read(thresholds);
        ProgressLine line = new ProgressLine(command.commandLine().getErr());
        List<DetectorMethod> chosen = methods();
        AnomalyReport report = new AnomalyReport(command.commandLine().getOut(), out);
        AnomalyComparison comparison =
                new AnomalyComparison(
                        chosen, alarmRate, frozen, models.threads(), line::report, report);
        report.begin(models.model(), alarmRate);
        if (csv == null) {
            judgeWithoutFile(comparison);
        } else {
            InputFile.check(csv);
            InputFile.check(labels);
            List<LabelledSeries> series;
            try {
                series =
                        new LabelledCsv(options, from, command.commandLine().getErr())
                                .read(csv, labels, label);
            } catch (CsvInput.StrictStop e) {
                return CsvInput.ROWS_REFUSED;
            }
            comparison.judge(String.valueOf(csv.getFileName()), series, MEASURES);
        }
        report.end();
        return 0;
    }

    /**
     * Judges data sets other than a user's file. The shipped program has none.
     *
     * @throws IllegalArgumentException with a message that names what is missing
     */
    protected void judgeWithoutFile(AnomalyComparison comparison) throws IOException {
        throw new IllegalArgumentException(
                "--csv and --labels are missing: name your events and their anomalies by them; the public sets are judged from a checkout of the project, whose module lab this installation does not have");
    }

    private List<DetectorMethod> methods() throws IOException {
        List<DetectorMethod> chosen = new ArrayList<>();
        for (String name : methods) {
            chosen.add(
                    name.equals(DetectorMethod.SCORER)
                            ? DetectorMethod.scorer(name, Models.load(models.model()))
                            : DetectorMethod.named(name, offered));
        }
        for (Map.Entry<String, String> other : models.beside().entrySet()) {
            chosen.add(DetectorMethod.scorer(other.getKey(), Models.load(other.getValue())));
        }
        return chosen;
    }
}
