package io.undercurrent.lab.evaluate;

import io.undercurrent.cli.evaluate.AnomaliesCommand;
import io.undercurrent.cli.evaluate.AnomalyComparison;
import io.undercurrent.lab.detector.RandomCutForestDetector;
import io.undercurrent.lab.sets.AnomalySet;
import io.undercurrent.training.data.LabelledSeries;
import io.undercurrent.training.evaluate.anomaly.AnomalyFigures;
import io.undercurrent.training.evaluate.anomaly.Measure;
import io.undercurrent.training.report.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The program's {@code evaluate anomalies}, which without a file judges the public sets. */
@Command(
        name = "anomalies",
        description = {
            "Anomalies that the real scorer finds, event by event, beside simple detectors.",
            "On your own data: undercurrent evaluate anomalies --csv FILE --labels FILE",
            "On the public sets: undercurrent evaluate anomalies --data FOLDER --sets tsbad,skab,msl",
            "Detectors that take longer run only if they are named: --methods scorer,rcf-8,rcf-48"
        },
        mixinStandardHelpOptions = true)
public final class SetsAnomaliesCommand extends AnomaliesCommand {
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
                    "nab, tsbad, skab, msl, msl-whole; default tsbad,skab,msl: constants are chosen on these, and nab is a final check that is looked at once.")
    private List<String> sets =
            Stream.of(AnomalySet.TSBAD, AnomalySet.SKAB, AnomalySet.MSL)
                    .map(AnomalySet::id)
                    .toList();

    /** Offers the lab's methods as well. */
    public SetsAnomaliesCommand() {
        super(RandomCutForestDetector.methods());
    }

    @Override
    protected void judgeWithoutFile(AnomalyComparison comparison) throws IOException {
        List<AnomalySet> named = sets.stream().map(AnomalySet::of).toList();
        List<List<LabelledSeries>> series = new ArrayList<>();
        for (AnomalySet set : named) {
            series.add(set.load(data)); // what is missing is said before minutes of work
        }
        List<AnomalyGoal> goals = new ArrayList<>();
        for (int i = 0; i < named.size(); i++) {
            AnomalySet set = named.get(i);
            AnomalyFigures figures = comparison.judge(set.id(), series.get(i), measures(set));
            Table published = PublishedFigures.of(set, data, figures.result());
            if (published != null) {
                comparison.report().section(set.id() + ", as published", published);
            }
            new BenchmarkFiles(comparison.report()).write(set, figures);
            goals.addAll(AnomalyGoal.of(set, figures));
        }
        if (!goals.isEmpty()) {
            comparison.report().section("Goals", AnomalyGoal.table(goals));
        }
    }

    private static List<Measure> measures(AnomalySet set) {
        List<Measure> own =
                switch (set) {
                    case NAB ->
                            List.of(
                                    Measure.NAB,
                                    Measure.NAB_LOW_FP,
                                    Measure.NAB_LOW_FN,
                                    Measure.NAB_ALARMS,
                                    Measure.NAB_ALARMS_LOW_FP,
                                    Measure.NAB_ALARMS_LOW_FN);
                    case TSBAD ->
                            List.of(Measure.VUS_PR, Measure.EVENT_F1, Measure.EVENT_F1_ALARMS);
                    case SKAB ->
                            List.of(
                                    Measure.POINT_F1,
                                    Measure.FAR,
                                    Measure.MAR,
                                    Measure.POINT_F1_ALARMS,
                                    Measure.VUS_PR);
                    case MSL, MSL_WHOLE ->
                            List.of(Measure.EVENT_F1, Measure.EVENT_F1_ALARMS, Measure.VUS_PR);
                };
        List<Measure> all = new ArrayList<>(own);
        all.addAll(
                List.of(
                        Measure.HIT,
                        Measure.ALARMS_OVER,
                        Measure.EPISODES_OVER,
                        Measure.WITHIN_TWICE,
                        Measure.WORST));
        return all;
    }
}
