package io.undercurrent.lab.evaluate;

import io.undercurrent.cli.evaluate.AnomalyReport;
import io.undercurrent.lab.sets.AnomalySet;
import io.undercurrent.training.data.LabelledSeries;
import io.undercurrent.training.detector.DetectorMethod;
import io.undercurrent.training.evaluate.anomaly.AnomalyFigures;
import io.undercurrent.training.evaluate.anomaly.Estimate;
import io.undercurrent.training.evaluate.anomaly.Measure;
import io.undercurrent.training.evaluate.anomaly.SeriesDetections;
import io.undercurrent.training.report.Table;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Writes what detectors said in the benchmarks' own forms, so that their own programs can judge it:
 *
 * <ul>
 *   <li>NAB: {@code nab/results/METHOD/CATEGORY/METHOD_FILE.csv}, {@code
 *       nab/config/thresholds.json} and {@code nab/results/final_results.json};
 *   <li>TSB-AD: {@code tsbad/score/METHOD/FILE.npy} and {@code tsbad/vuspr.csv}.
 * </ul>
 */
final class BenchmarkFiles {
    private static final DateTimeFormatter NAB_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);
    private static final List<Measure> PROFILES =
            List.of(Measure.NAB, Measure.NAB_LOW_FP, Measure.NAB_LOW_FN);
    private static final List<String> PROFILE_NAMES =
            List.of("standard", "reward_low_FP_rate", "reward_low_FN_rate");

    private final AnomalyReport report;

    BenchmarkFiles(AnomalyReport report) {
        this.report = report;
    }

    void write(AnomalySet set, AnomalyFigures figures) throws IOException {
        switch (set) {
            case NAB -> nab(figures);
            case TSBAD -> tsbad(figures);
            case SKAB, MSL, MSL_WHOLE, PLANTED -> {
                // They have no form of their own: the table of each series' events has all.
            }
        }
    }

    private void nab(AnomalyFigures figures) throws IOException {
        List<DetectorMethod> methods = figures.result().methods();
        for (int k = 0; k < methods.size(); k++) {
            String method = methods.get(k).name();
            for (SeriesDetections one : figures.result().series()) {
                String name = one.series().name();
                int slash = name.indexOf('/');
                report.write(
                        String.format(
                                Locale.ROOT,
                                "nab/results/%s/%s%s_%s",
                                method,
                                name.substring(0, slash + 1),
                                method,
                                name.substring(slash + 1)),
                        nabRows(one, k).csv());
            }
        }
        report.write("nab/config/thresholds.json", json(figures, true));
        report.write("nab/results/final_results.json", json(figures, false));
    }

    private static Table nabRows(SeriesDetections one, int method) {
        LabelledSeries series = one.series();
        boolean[] labels = series.labels().points();
        Table table = new Table(List.of("timestamp", "value", "anomaly_score", "label"));
        for (int i = 0; i < series.length(); i++) {
            Instant time = Instant.EPOCH.plus(series.timesMicros()[i], ChronoUnit.MICROS);
            table.add(
                    List.of(
                            NAB_TIME.format(time),
                            String.valueOf(series.columns()[0][i]),
                            String.valueOf(one.methods().get(method).score()[i]),
                            labels[i] ? "1" : "0"));
        }
        return table;
    }

    private static String json(AnomalyFigures figures, boolean thresholds) {
        List<String> detectors = new ArrayList<>();
        for (int k = 0; k < figures.result().methods().size(); k++) {
            List<String> profiles = new ArrayList<>();
            for (int p = 0; p < PROFILES.size(); p++) {
                Estimate estimate = figures.of(PROFILES.get(p), k);
                double number = thresholds ? estimate.threshold() : estimate.value();
                String value = Double.isFinite(number) ? String.valueOf(number) : "null";
                profiles.add(
                        String.format(
                                Locale.ROOT,
                                thresholds ? "\"%s\": {\"threshold\": %s}" : "\"%s\": %s",
                                PROFILE_NAMES.get(p),
                                value));
            }
            detectors.add(
                    String.format(
                            Locale.ROOT,
                            "\"%s\": {%s}",
                            figures.result().methods().get(k).name(),
                            String.join(", ", profiles)));
        }
        return detectors.stream().collect(Collectors.joining(",\n  ", "{\n  ", "\n}\n"));
    }

    private void tsbad(AnomalyFigures figures) throws IOException {
        List<DetectorMethod> methods = figures.result().methods();
        List<String> header = new ArrayList<>(List.of("file"));
        methods.forEach(method -> header.add(method.name()));
        Table table = new Table(header);
        for (SeriesDetections one : figures.result().series()) {
            List<String> row = new ArrayList<>(List.of(one.series().name()));
            for (int k = 0; k < methods.size(); k++) {
                row.add(String.valueOf(one.vusPr().get(k)));
                report.write(
                        String.format(
                                Locale.ROOT,
                                "tsbad/score/%s/%s.npy",
                                methods.get(k).name(),
                                one.series().name().replaceAll("\\.csv$", "")),
                        npy(one.methods().get(k).severity()));
            }
            table.add(row);
        }
        report.write("tsbad/vuspr.csv", table.csv());
    }

    /** NumPy's format 1.0 of a vector of doubles. */
    static byte[] npy(double[] numbers) {
        String words =
                String.format(
                        Locale.ROOT,
                        "{'descr': '<f8', 'fortran_order': False, 'shape': (%d,), }",
                        numbers.length);
        int before = 10; // magic, version, length of the header
        int length = (before + words.length() + 1 + 63) / 64 * 64 - before;
        byte[] header =
                (words + " ".repeat(length - words.length() - 1) + "\n")
                        .getBytes(StandardCharsets.US_ASCII);
        ByteBuffer file =
                ByteBuffer.allocate(before + length + Double.BYTES * numbers.length)
                        .order(ByteOrder.LITTLE_ENDIAN);
        file.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
        file.put((byte) 1).put((byte) 0).putShort((short) length).put(header);
        for (double number : numbers) {
            file.putDouble(number);
        }
        return file.array();
    }
}
