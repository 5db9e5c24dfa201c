package io.undercurrent.training.evaluate.anomaly;

import io.undercurrent.training.data.LabelledSeries;
import java.util.Arrays;
import java.util.List;

/**
 * What all detectors said about one series.
 *
 * @param series the events and labels
 * @param methods in the methods' order
 */
public record SeriesDetections(LabelledSeries series, List<Detections> methods) {
    /** The events that count, ranked by a detector's severity. */
    Judged severity(int method) {
        return judged(methods.get(method).severity());
    }

    /** The events that count, with a detector's alarms as scores. */
    Judged alarms(int method) {
        return judged(methods.get(method).alarmScore());
    }

    private Judged judged(double[] scores) {
        int from = series.judgedFrom();
        return new Judged(
                series.labels().from(from), Arrays.copyOfRange(scores, from, scores.length));
    }

    /** The file as NAB scores it. */
    NabFile nab(double[] scores) {
        return new NabFile(series.labels(), scores);
    }
}
