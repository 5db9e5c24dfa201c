package io.undercurrent.training.evaluate.anomaly;

import io.undercurrent.training.data.LabelledSeries;
import io.undercurrent.training.detector.Detection;
import io.undercurrent.training.detector.Detector;
import io.undercurrent.training.detector.DetectorMethod;
import io.undercurrent.training.detector.DetectorSetup;
import io.undercurrent.training.evaluate.Progress;
import io.undercurrent.training.evaluate.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntConsumer;

/** Runs detectors along labelled series, event by event, one task per series. */
public final class DetectorRuns {
    private static final int REPORT_EVERY = 512;

    private final List<DetectorMethod> methods;
    private final double alarmRate;
    private final Workers workers;

    /**
     * Creates the runs.
     *
     * @param methods the compared detectors, in the tables' order, at least one
     * @param alarmRate the rate that is declared to each of them
     * @param threads number of series that run in parallel; no result depends on it
     * @param progress receives the number of finished events
     */
    public DetectorRuns(
            List<DetectorMethod> methods, double alarmRate, int threads, Progress progress) {
        if (methods.isEmpty()) {
            throw new IllegalArgumentException("no methods: allowed are one or more");
        }
        this.methods = List.copyOf(methods);
        this.alarmRate = alarmRate;
        this.workers = new Workers(threads, progress);
    }

    /**
     * Runs all detectors over a set.
     *
     * @param set its name
     * @param series its series, at least one
     * @return what they said, in the series' order
     */
    public AnomalyResult run(String set, List<LabelledSeries> series) {
        if (series.isEmpty()) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "set %s has no series", set));
        }
        List<SeriesDetections> runs =
                workers.run(set, series, one -> cost(one), (one, done) -> run(one, done));
        return new AnomalyResult(set, methods, alarmRate, runs);
    }

    private static long cost(LabelledSeries series) {
        return (long) series.length() * series.channels();
    }

    private SeriesDetections run(LabelledSeries series, IntConsumer progress) {
        int n = series.length();
        int channels = series.channels();
        DetectorSetup setup =
                new DetectorSetup(channels, series.columns().length - channels, alarmRate);
        List<Detector> detectors = new ArrayList<>();
        List<Detections> said = new ArrayList<>();
        for (DetectorMethod method : methods) {
            detectors.add(method.detector().apply(setup));
            said.add(new Detections(n));
        }
        Detection out = new Detection();
        double[] row = new double[series.columns().length];
        for (int t = 0; t < n; t++) {
            for (int k = 0; k < detectors.size(); k++) {
                series.row(t, row);
                detectors.get(k).observe(series.timesMicros()[t], row, out);
                said.get(k).severity()[t] = number(out.severity, "severity", series, k, t);
                said.get(k).score()[t] = number(out.score, "score", series, k, t);
                said.get(k).alarm()[t] = out.alarm;
            }
            if ((t + 1) % REPORT_EVERY == 0) {
                progress.accept(REPORT_EVERY * channels);
            }
        }
        progress.accept(n % REPORT_EVERY * channels);
        return SeriesDetections.of(series, said);
    }

    private double number(double number, String what, LabelledSeries series, int method, int t) {
        if (Double.isNaN(number)) {
            throw new IllegalStateException(
                    String.format(
                            Locale.ROOT,
                            "series %s, event %d: the %s of %s is no number",
                            series.name(),
                            t,
                            what,
                            methods.get(method).name()));
        }
        return number;
    }
}
