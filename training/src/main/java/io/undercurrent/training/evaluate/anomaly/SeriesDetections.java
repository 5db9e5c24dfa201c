package io.undercurrent.training.evaluate.anomaly;

import io.undercurrent.training.data.LabelledSeries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What all detectors said about one series.
 *
 * @param series the events and labels
 * @param methods in the methods' order
 * @param window of VUS-PR, from the first channel
 * @param vusPr of each detector over the events that count, in the methods' order; NaN if there is
 *     no anomaly among them
 */
public record SeriesDetections(
        LabelledSeries series, List<Detections> methods, int window, List<Double> vusPr) {
    /** Computes the measures of a series by itself. */
    static SeriesDetections of(LabelledSeries series, List<Detections> methods) {
        int window = VusPr.window(series.columns()[0]);
        List<Double> vusPr = new ArrayList<>();
        for (Detections one : methods) {
            Judged judged = judged(series, one.severity());
            vusPr.add(VusPr.of(judged.labels(), judged.scores(), window));
        }
        return new SeriesDetections(series, methods, window, vusPr);
    }

    /** The events that count, ranked by a detector's severity. */
    Judged severity(int method) {
        return judged(series, methods.get(method).severity());
    }

    /** The events that count, with a detector's alarms as scores. */
    Judged alarms(int method) {
        return judged(series, methods.get(method).alarmScore());
    }

    private static Judged judged(LabelledSeries series, double[] scores) {
        int from = series.judgedFrom();
        return new Judged(
                series.labels().from(from), Arrays.copyOfRange(scores, from, scores.length));
    }

    /** The file as NAB scores it. */
    NabFile nab(double[] scores) {
        return new NabFile(series.labels(), scores);
    }
}
