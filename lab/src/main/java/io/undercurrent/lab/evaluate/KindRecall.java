package io.undercurrent.lab.evaluate;

import static io.undercurrent.training.report.Table.number;

import io.undercurrent.cli.evaluate.AnomalyReport;
import io.undercurrent.lab.streams.AnomalyKind;
import io.undercurrent.lab.streams.PlantedAnomaly;
import io.undercurrent.lab.streams.PlantedStream;
import io.undercurrent.lab.streams.StreamFamily;
import io.undercurrent.training.detector.DetectorMethod;
import io.undercurrent.training.evaluate.anomaly.AnomalyResult;
import io.undercurrent.training.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Which planted anomalies the detectors' own alarms found in time: an alarm fell between the first
 * event of the anomaly and the end of {@link PlantedStream#window} events.
 */
final class KindRecall {
    private record Case(AnomalyKind kind, StreamFamily family, List<Boolean> found) {}

    private final List<DetectorMethod> methods;
    private final List<Case> cases = new ArrayList<>();

    /**
     * Looks the anomalies up in what detectors said.
     *
     * @param streams those that the result is of, in its order
     */
    KindRecall(List<PlantedStream> streams, AnomalyResult result) {
        methods = result.methods();
        for (int i = 0; i < streams.size(); i++) {
            PlantedStream stream = streams.get(i);
            PlantedAnomaly anomaly = stream.anomaly();
            List<Boolean> found =
                    result.series().get(i).methods().stream()
                            .map(said -> inTime(stream, anomaly, said.alarm()))
                            .toList();
            cases.add(new Case(anomaly.kind(), stream.twin().family(), found));
        }
    }

    private static boolean inTime(PlantedStream stream, PlantedAnomaly anomaly, boolean[] alarms) {
        int end = Math.min(alarms.length, anomaly.first() + stream.window());
        boolean any = false;
        for (int t = anomaly.first(); t < end; t++) {
            any |= alarms[t];
        }
        return any;
    }

    /** Names of the detectors, in the result's order. */
    List<String> methods() {
        return methods.stream().map(DetectorMethod::name).toList();
    }

    /** Share of a kind's anomalies that a detector found, 0 to 1; NaN if there are none. */
    double of(int method, AnomalyKind kind) {
        return share(method, cases.stream().filter(one -> one.kind == kind).toList());
    }

    private double share(int method, List<Case> some) {
        return some.stream()
                .mapToDouble(one -> one.found.get(method) ? 1 : 0)
                .average()
                .orElse(Double.NaN);
    }

    /** Number of kinds of which a detector found at least a share. */
    int kindsFound(int method, double least) {
        int kinds = 0;
        for (AnomalyKind kind : AnomalyKind.values()) {
            kinds += of(method, kind) >= least ? 1 : 0;
        }
        return kinds;
    }

    /** Prints the shares by kind, and those of each detector by family as well. */
    void report(AnomalyReport report) {
        String families =
                StreamFamily.PLANTED.stream()
                        .map(StreamFamily::id)
                        .collect(Collectors.joining(", "));
        report.section(
                String.format(
                        Locale.ROOT,
                        "Planted anomalies found in time, %% (an alarm within a season of the start, at least %d events), on %s",
                        AnomalyKind.NOTICED_WITHIN,
                        families),
                kinds());
        for (int method = 0; method < methods.size(); method++) {
            if (methods.get(method).raisesAlarms()) {
                report.section(
                        String.format(Locale.ROOT, "%s, by family, %%", methods.get(method).name()),
                        families(method));
            }
        }
    }

    private Table kinds() {
        List<String> header = new ArrayList<>(List.of("kind", "planted"));
        header.addAll(methods());
        Table table = new Table(header);
        for (AnomalyKind kind : AnomalyKind.values()) {
            List<Case> some = cases.stream().filter(one -> one.kind == kind).toList();
            List<String> row = new ArrayList<>(List.of(kind.words(), String.valueOf(some.size())));
            for (int method = 0; method < methods.size(); method++) {
                row.add(percent(method, some));
            }
            table.add(row);
        }
        return table;
    }

    private Table families(int method) {
        List<String> header = new ArrayList<>(List.of("family"));
        for (AnomalyKind kind : AnomalyKind.values()) {
            header.add(kind.words());
        }
        Table table = new Table(header);
        for (StreamFamily family : StreamFamily.PLANTED) {
            List<String> row = new ArrayList<>(List.of(family.id()));
            for (AnomalyKind kind : AnomalyKind.values()) {
                row.add(
                        percent(
                                method,
                                cases.stream()
                                        .filter(one -> one.kind == kind && one.family == family)
                                        .toList()));
            }
            table.add(row);
        }
        return table;
    }

    private String percent(int method, List<Case> some) {
        return number(
                methods.get(method).raisesAlarms() ? 100 * share(method, some) : Double.NaN, 0);
    }
}
