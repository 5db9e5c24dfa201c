package io.undercurrent.lab.evaluate;

import static io.undercurrent.training.report.Table.number;

import io.undercurrent.lab.sets.AnomalySet;
import io.undercurrent.lab.streams.AnomalyKind;
import io.undercurrent.training.detector.DetectorMethod;
import io.undercurrent.training.evaluate.anomaly.AnomalyFigures;
import io.undercurrent.training.evaluate.anomaly.Measure;
import io.undercurrent.training.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A figure that the scorer is meant to reach on a set, beside what came out.
 *
 * @param set where it was measured
 * @param what which figure
 * @param digits after the point in tables
 * @param least smallest figure that reaches the goal
 * @param aim figure that the project would like; NaN if it has none
 * @param figure what came out
 */
record AnomalyGoal(
        AnomalySet set, String what, int digits, double least, double aim, double figure) {
    /** Share of a kind's anomalies that has to be found for the kind to count. */
    private static final double RECALL = 0.9;

    /** The goals of a set; none if the scorer was not judged. */
    static List<AnomalyGoal> of(AnomalySet set, AnomalyFigures figures) {
        List<String> names = figures.result().methods().stream().map(DetectorMethod::name).toList();
        int scorer = names.indexOf(DetectorMethod.SCORER);
        List<AnomalyGoal> goals = new ArrayList<>();
        if (scorer < 0) {
            return goals;
        }
        switch (set) {
            case NAB -> {
                goals.add(goal(set, Measure.NAB, 65, 72, figures, scorer));
                goals.add(goal(set, Measure.NAB_ALARMS, 60, Double.NaN, figures, scorer));
            }
            case TSBAD -> goals.add(goal(set, Measure.VUS_PR, 0.52, 0.58, figures, scorer));
            case SKAB -> goals.add(goal(set, Measure.POINT_F1, 0.80, Double.NaN, figures, scorer));
            case MSL -> goals.add(goal(set, Measure.EVENT_F1, 0.62, Double.NaN, figures, scorer));
            case MSL_WHOLE, PLANTED -> {
                // No goal by a measure.
            }
        }
        return goals;
    }

    /** The goal of the planted anomalies; none if the scorer was not judged. */
    static List<AnomalyGoal> of(KindRecall recall) {
        int scorer = recall.methods().indexOf(DetectorMethod.SCORER);
        if (scorer < 0) {
            return List.of();
        }
        return List.of(
                new AnomalyGoal(
                        AnomalySet.PLANTED,
                        String.format(
                                Locale.ROOT,
                                "kinds of which %.0f%% are found in time, of %d",
                                100 * RECALL,
                                AnomalyKind.values().length),
                        0,
                        6,
                        7,
                        recall.kindsFound(scorer, RECALL)));
    }

    private static AnomalyGoal goal(
            AnomalySet set,
            Measure measure,
            double least,
            double aim,
            AnomalyFigures figures,
            int scorer) {
        return new AnomalyGoal(
                set,
                measure.words(),
                Math.max(2, measure.digits()),
                least,
                aim,
                figures.of(measure, scorer).value());
    }

    /** The verdict as tables say it. */
    String verdict() {
        return figure >= aim ? "aim reached" : figure >= least ? "reached" : "missed";
    }

    /** Goals beside what came out. */
    static Table table(List<AnomalyGoal> goals) {
        Table table = new Table(List.of("set", "goal", "at least", "aim", "figure", "verdict"));
        for (AnomalyGoal goal : goals) {
            table.add(
                    List.of(
                            goal.set.id(),
                            goal.what,
                            number(goal.least, goal.digits),
                            number(goal.aim, goal.digits),
                            number(goal.figure, goal.digits),
                            goal.verdict()));
        }
        return table;
    }
}
