package io.undercurrent.lab.detector;

import com.amazon.randomcutforest.parkservices.AnomalyDescriptor;
import com.amazon.randomcutforest.parkservices.ThresholdedRandomCutForest;
import io.undercurrent.training.detector.Detection;
import io.undercurrent.training.detector.Detector;
import io.undercurrent.training.detector.DetectorMethod;
import io.undercurrent.training.detector.DetectorSetup;
import java.util.List;

/**
 * AWS's RandomCutForest (Guha, Mishra, Roy and Schrijvers, "Robust random cut forest based anomaly
 * detection on streams", ICML 2016) as its library runs it on a stream: one forest per series, over
 * the newest values of all its channels, under the library's defaults (50 trees of 256 events,
 * values as they are). It scores an event by the trees as they were before, and then adds it.
 *
 * <p>It raises an alarm where the library's own threshold gives a grade above 0. It is not told the
 * declared rate and keeps none. Covariates and times are not read.
 */
public final class RandomCutForestDetector implements Detector {
    private static final long SEED = 0x9e3779b97f4a7c15L;

    private final ThresholdedRandomCutForest forest;
    private final boolean rankedByGrade;

    /** The newest value of each channel; 0 before a first one. */
    private final double[] newest;

    private RandomCutForestDetector(DetectorSetup setup, int shingle, boolean rankedByGrade) {
        forest =
                ThresholdedRandomCutForest.builder()
                        .dimensions(setup.channels() * shingle)
                        .shingleSize(shingle)
                        .randomSeed(SEED)
                        .build();
        this.rankedByGrade = rankedByGrade;
        newest = new double[setup.channels()];
    }

    /**
     * The forests that are compared: {@code rcf-8} over 8 events, which ranks events by their
     * score, and {@code rcf-48} over 48 events, which ranks them by their grade. A grade is 0
     * except where an alarm is raised.
     */
    public static List<DetectorMethod> methods() {
        return List.of(
                new DetectorMethod(
                        "rcf-8", true, setup -> new RandomCutForestDetector(setup, 8, false)),
                new DetectorMethod(
                        "rcf-48", true, setup -> new RandomCutForestDetector(setup, 48, true)));
    }

    @Override
    public void observe(long timeMicros, double[] values, Detection out) {
        for (int c = 0; c < newest.length; c++) {
            if (!Double.isNaN(values[c])) {
                newest[c] = values[c]; // a missing value repeats the one before it
            }
        }
        AnomalyDescriptor said = forest.process(newest.clone(), timeMicros);
        out.score = said.getAnomalyGrade();
        out.severity = rankedByGrade ? out.score : scaled(said.getRCFScore());
        out.alarm = out.score > 0;
    }

    /** From 0 and more to below 1, in the same order: severities have a scale. */
    private static double scaled(double score) {
        return score / (1 + score);
    }
}
