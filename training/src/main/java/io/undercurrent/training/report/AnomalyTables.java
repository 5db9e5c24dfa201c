package io.undercurrent.training.report;

import static io.undercurrent.training.report.Table.number;

import io.undercurrent.training.data.LabelledSeries;
import io.undercurrent.training.evaluate.anomaly.AnomalyFigures;
import io.undercurrent.training.evaluate.anomaly.AnomalyResult;
import io.undercurrent.training.evaluate.anomaly.Detections;
import io.undercurrent.training.evaluate.anomaly.Estimate;
import io.undercurrent.training.evaluate.anomaly.FalseAlarms;
import io.undercurrent.training.evaluate.anomaly.Measure;
import io.undercurrent.training.evaluate.anomaly.SeriesDetections;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The tables of detectors that were judged on labelled series. */
public final class AnomalyTables {
    private AnomalyTables() {}

    /** One line on a set. */
    public static String caption(AnomalyResult result) {
        return String.format(
                Locale.ROOT,
                "%s: %d series, %d events, %d anomalies, declared rate %s",
                result.set(),
                result.series().size(),
                result.events(),
                result.anomalies(),
                result.alarmRate());
    }

    /** A row per measure, a column per method: the figure and its 90% interval over series. */
    public static Table figures(AnomalyFigures figures) {
        List<String> header = new ArrayList<>(List.of("measure"));
        figures.result().methods().forEach(method -> header.add(method.name()));
        Table table = new Table(header);
        for (Measure measure : figures.measures()) {
            List<String> row = new ArrayList<>(List.of(measure.words()));
            for (int k = 0; k < figures.result().methods().size(); k++) {
                row.add(cell(figures.of(measure, k), measure.digits()));
            }
            table.add(row);
        }
        return table;
    }

    private static String cell(Estimate estimate, int digits) {
        String value = number(estimate.value(), digits);
        return Double.isNaN(estimate.interval().low())
                ? value
                : String.format(
                        Locale.ROOT,
                        "%s [%s, %s]",
                        value,
                        number(estimate.interval().low(), digits),
                        number(estimate.interval().high(), digits));
    }

    /** All figures of all sets, a row each, with the thresholds in full. */
    public static Table all(List<AnomalyFigures> sets) {
        Table table =
                new Table(List.of("set", "method", "measure", "value", "low", "high", "threshold"));
        for (AnomalyFigures figures : sets) {
            for (int k = 0; k < figures.result().methods().size(); k++) {
                for (Measure measure : figures.measures()) {
                    Estimate estimate = figures.of(measure, k);
                    table.add(
                            List.of(
                                    figures.result().set(),
                                    figures.result().methods().get(k).name(),
                                    measure.words(),
                                    exact(estimate.value()),
                                    exact(estimate.interval().low()),
                                    exact(estimate.interval().high()),
                                    exact(estimate.threshold())));
                }
            }
        }
        return table;
    }

    /** A row per series and method. */
    public static Table series(List<AnomalyFigures> sets) {
        Table table =
                new Table(
                        List.of(
                                "set",
                                "series",
                                "method",
                                "events",
                                "anomalies",
                                "window",
                                "VUS-PR",
                                "ordinary events",
                                "false alarms",
                                "false episodes",
                                "declared"));
        for (AnomalyFigures figures : sets) {
            AnomalyResult result = figures.result();
            for (int k = 0; k < result.methods().size(); k++) {
                List<FalseAlarms> alarms = result.falseAlarms(k);
                boolean raises = result.methods().get(k).raisesAlarms();
                for (int i = 0; i < result.series().size(); i++) {
                    SeriesDetections one = result.series().get(i);
                    FalseAlarms said = alarms.get(i);
                    table.add(
                            List.of(
                                    result.set(),
                                    one.series().name(),
                                    result.methods().get(k).name(),
                                    String.valueOf(one.series().length()),
                                    String.valueOf(one.series().labels().count()),
                                    String.valueOf(one.window()),
                                    exact(one.vusPr().get(k)),
                                    String.valueOf(said.ordinary()),
                                    raises ? String.valueOf(said.events()) : "",
                                    raises ? String.valueOf(said.episodes()) : "",
                                    exact(said.expected(result.alarmRate()))));
                }
            }
        }
        return table;
    }

    /** What a method said of each event of a series. */
    public static Table events(SeriesDetections one, int method) {
        LabelledSeries series = one.series();
        Detections said = one.methods().get(method);
        boolean[] anomalous = series.labels().points();
        Table table =
                new Table(
                        List.of(
                                "timestamp",
                                "value",
                                "severity",
                                "anomaly_score",
                                "alarm",
                                "label"));
        for (int i = 0; i < series.length(); i++) {
            table.add(
                    List.of(
                            Instant.EPOCH
                                    .plus(series.timesMicros()[i], ChronoUnit.MICROS)
                                    .toString(),
                            exact(series.columns()[0][i]),
                            exact(said.severity()[i]),
                            exact(said.score()[i]),
                            said.alarm()[i] ? "1" : "0",
                            anomalous[i] ? "1" : "0"));
        }
        return table;
    }

    private static String exact(double number) {
        return Double.isNaN(number) ? "" : String.valueOf(number);
    }
}
