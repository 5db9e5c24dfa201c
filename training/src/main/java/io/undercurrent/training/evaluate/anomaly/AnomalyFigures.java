package io.undercurrent.training.evaluate.anomaly;

import io.undercurrent.training.detector.DetectorMethod;
import java.util.ArrayList;
import java.util.List;

/**
 * All figures of a set.
 *
 * @param result what the detectors said
 * @param measures which figures
 * @param estimates one per measure and method, [measures][methods]
 */
public record AnomalyFigures(
        AnomalyResult result, List<Measure> measures, List<List<Estimate>> estimates) {

    /** Gives a threshold that was chosen elsewhere; NaN to choose the best one on this set. */
    @FunctionalInterface
    public interface Thresholds {
        /** The threshold of a detector for a measure. */
        double of(String set, DetectorMethod method, Measure measure);
    }

    /** Computes the figures of a set. */
    public static AnomalyFigures of(
            AnomalyResult result, List<Measure> measures, Thresholds thresholds) {
        List<List<Estimate>> all = new ArrayList<>();
        for (Measure measure : measures) {
            List<Estimate> row = new ArrayList<>();
            for (int k = 0; k < result.methods().size(); k++) {
                double frozen =
                        measure.hasThreshold()
                                ? thresholds.of(result.set(), result.methods().get(k), measure)
                                : Double.NaN;
                row.add(measure.of(result, k, frozen));
            }
            all.add(row);
        }
        return new AnomalyFigures(result, measures, all);
    }

    /** The estimate of a measure and method. */
    public Estimate of(Measure measure, int method) {
        return estimates.get(measures.indexOf(measure)).get(method);
    }
}
