package io.undercurrent.training.evaluate.anomaly;

import io.undercurrent.training.data.LabelledSeries;
import io.undercurrent.training.detector.DetectorMethod;
import java.util.List;

/**
 * What detectors said about a set of labelled series.
 *
 * @param set its name
 * @param methods the detectors, in the tables' order
 * @param alarmRate the rate that was declared to them
 * @param series in the set's order
 */
public record AnomalyResult(
        String set, List<DetectorMethod> methods, double alarmRate, List<SeriesDetections> series) {

    /** The false alarms of a detector, by series. */
    public List<FalseAlarms> falseAlarms(int method) {
        return series.stream().map(one -> falseAlarms(one, method)).toList();
    }

    private static FalseAlarms falseAlarms(SeriesDetections one, int method) {
        LabelledSeries series = one.series();
        return FalseAlarms.of(
                series.labels(), one.methods().get(method).alarm(), series.ratedFrom());
    }

    /** Number of events of all series. */
    public long events() {
        return series.stream().mapToLong(one -> one.series().length()).sum();
    }

    /** Number of anomalies of all series. */
    public long anomalies() {
        return series.stream().mapToLong(one -> one.series().labels().count()).sum();
    }
}
