package io.undercurrent.cli.evaluate;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.undercurrent.training.detector.DetectorMethod;
import io.undercurrent.training.evaluate.anomaly.AnomalyFigures;
import io.undercurrent.training.evaluate.anomaly.Measure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Thresholds that an earlier run chose, from its {@code anomalies.csv}: to judge other series by
 * thresholds that never saw their labels.
 */
final class FrozenThresholds implements AnomalyFigures.Thresholds {
    private record Use(String set, String method, String measure) {}

    private final Path file;
    private final Map<Use, Double> thresholds = new HashMap<>();

    private FrozenThresholds(Path file) {
        this.file = file;
    }

    static FrozenThresholds read(Path file) throws IOException {
        FrozenThresholds frozen = new FrozenThresholds(file);
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(file)) {
            for (NamedCsvRecord row : rows) {
                if (!row.getHeader()
                        .containsAll(List.of("set", "method", "measure", "threshold"))) {
                    throw new IllegalArgumentException(
                            String.format(
                                    Locale.ROOT,
                                    "%s: its columns are %s; expected is the anomalies.csv of an earlier --out",
                                    file,
                                    row.getHeader()));
                }
                String text = row.getField("threshold");
                if (!text.isEmpty()) {
                    frozen.thresholds.put(
                            new Use(
                                    row.getField("set"),
                                    row.getField("method"),
                                    row.getField("measure")),
                            number(file, row, text));
                }
            }
        }
        return frozen;
    }

    private static double number(Path file, NamedCsvRecord row, String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "%s, line %d: threshold '%s' is no number",
                            file,
                            row.getStartingLineNumber(),
                            text),
                    e);
        }
    }

    /** The threshold of the same set if the file has one, else that of the only set that it has. */
    @Override
    public double of(String set, DetectorMethod method, Measure measure) {
        Double own = thresholds.get(new Use(set, method.name(), measure.words()));
        if (own != null) {
            return own;
        }
        List<Double> others =
                thresholds.entrySet().stream()
                        .filter(e -> e.getKey().method().equals(method.name()))
                        .filter(e -> e.getKey().measure().equals(measure.words()))
                        .map(Map.Entry::getValue)
                        .distinct()
                        .toList();
        if (others.size() != 1) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "%s has %d thresholds of %s for '%s', and none of set %s; allowed are one of that set, or a single one",
                            file,
                            others.size(),
                            method.name(),
                            measure.words(),
                            set));
        }
        return others.get(0);
    }
}
