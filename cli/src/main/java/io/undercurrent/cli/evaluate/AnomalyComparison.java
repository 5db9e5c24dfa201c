package io.undercurrent.cli.evaluate;

import io.undercurrent.training.data.LabelledSeries;
import io.undercurrent.training.detector.DetectorMethod;
import io.undercurrent.training.evaluate.Progress;
import io.undercurrent.training.evaluate.anomaly.AnomalyFigures;
import io.undercurrent.training.evaluate.anomaly.DetectorRuns;
import io.undercurrent.training.evaluate.anomaly.Measure;
import java.io.IOException;
import java.util.List;

/**
 * What a user chose to compare, and where the results are reported.
 *
 * @param methods the detectors, in the tables' order
 * @param alarmRate the rate that is declared to them
 * @param thresholds thresholds that were chosen elsewhere
 * @param threads number of series that are judged in parallel; no figure depends on it
 */
public record AnomalyComparison(
        List<DetectorMethod> methods,
        double alarmRate,
        AnomalyFigures.Thresholds thresholds,
        int threads,
        Progress progress,
        AnomalyReport report) {
    /** Judges the detectors on a set and reports the result. */
    public AnomalyFigures judge(String set, List<LabelledSeries> series, List<Measure> measures)
            throws IOException {
        DetectorRuns runs = new DetectorRuns(methods, alarmRate, threads, progress);
        AnomalyFigures figures = AnomalyFigures.of(runs.run(set, series), measures, thresholds);
        report.set(figures);
        return figures;
    }
}
