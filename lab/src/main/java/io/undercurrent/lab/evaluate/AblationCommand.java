package io.undercurrent.lab.evaluate;

import io.undercurrent.cli.evaluate.JudgedModels;
import io.undercurrent.command.ProgressLine;
import io.undercurrent.detect.anomaly.Stages;
import io.undercurrent.lab.sets.AnomalySet;
import io.undercurrent.scorer.Models;
import io.undercurrent.scorer.SequenceModel;
import io.undercurrent.training.detector.DetectorMethod;
import io.undercurrent.training.evaluate.anomaly.AnomalyResult;
import io.undercurrent.training.evaluate.anomaly.DetectorRuns;
import io.undercurrent.training.evaluate.anomaly.Measure;
import io.undercurrent.training.report.Table;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What each stage of the detector is worth: every one left out, and every one alone. */
@Command(
        name = "ablation",
        description = {
            "The detector with each of its stages left out, and with each alone, on labelled sets.",
            "Surprise raises the alarms, severity ranks the events; so a row changes the measures of one of both."
        },
        mixinStandardHelpOptions = true)
public final class AblationCommand implements Callable<Integer> {
    private static final List<Measure> MEASURES =
            List.of(
                    Measure.VUS_PR,
                    Measure.POINT_F1,
                    Measure.EVENT_F1,
                    Measure.EVENT_F1_ALARMS,
                    Measure.EPISODES_OVER);

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
            description =
                    "As of evaluate anomalies; default tsbad,skab,msl. nab is a final check and is not for choosing stages.")
    private List<String> sets =
            Stream.of(AnomalySet.TSBAD, AnomalySet.SKAB, AnomalySet.MSL)
                    .map(AnomalySet::id)
                    .toList();

    @Option(
            names = "--alarm-rate",
            paramLabel = "RATE",
            description = "The declared rate; default ${DEFAULT-VALUE}.")
    private double alarmRate = 0.001;

    @Mixin private JudgedModels models;

    @Option(names = "--out", paramLabel = "DIR", description = "Writes ablation.md there.")
    private Path out;

    @Spec private CommandSpec command;

    @Override
    public Integer call() throws IOException {
        List<DetectorMethod> methods = methods();
        ProgressLine progress = new ProgressLine(command.commandLine().getErr());
        DetectorRuns runs =
                new DetectorRuns(methods, alarmRate, models.threads(), progress::report);
        StringBuilder text = new StringBuilder();
        for (String id : sets) {
            AnomalySet set = AnomalySet.of(id);
            AnomalyResult result = runs.run(set.id(), set.load(data));
            say(text, String.format(Locale.ROOT, "%s, declared rate %s\n", id, alarmRate));
            say(text, table(result).markdown());
        }
        if (out != null) {
            Files.createDirectories(out);
            Files.writeString(out.resolve("ablation.md"), text.toString());
        }
        return 0;
    }

    private List<DetectorMethod> methods() throws IOException {
        List<DetectorMethod> methods = new ArrayList<>();
        SequenceModel judged = Models.load(models.model());
        Stages.ablation()
                .forEach(
                        (name, stages) -> methods.add(DetectorMethod.scorer(name, judged, stages)));
        for (Map.Entry<String, String> other : models.beside().entrySet()) {
            methods.add(DetectorMethod.scorer(other.getKey(), Models.load(other.getValue())));
        }
        return methods;
    }

    private static Table table(AnomalyResult result) {
        List<String> header = new ArrayList<>(List.of("stages"));
        MEASURES.forEach(measure -> header.add(measure.words()));
        Table table = new Table(header);
        for (int method = 0; method < result.methods().size(); method++) {
            List<String> row = new ArrayList<>(List.of(result.methods().get(method).name()));
            for (Measure measure : MEASURES) {
                double figure = measure.of(result, method, Double.NaN).value();
                row.add(String.format(Locale.ROOT, "%." + measure.digits() + "f", figure));
            }
            table.add(row);
        }
        return table;
    }

    private void say(StringBuilder text, String words) {
        PrintWriter standardOut = command.commandLine().getOut();
        standardOut.println(words);
        standardOut.flush();
        text.append(words).append('\n');
    }
}
