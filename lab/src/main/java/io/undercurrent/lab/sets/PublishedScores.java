package io.undercurrent.lab.sets;

import io.undercurrent.mamba2.json.Json;
import io.undercurrent.mamba2.json.JsonException;
import io.undercurrent.training.evaluate.anomaly.NabProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Scores of other detectors as published, read from the folder of the data sets. */
public final class PublishedScores {
    private static final String NAB = "nab/published_open.json";
    private static final String TSBAD = "tsbad_matched/published_vuspr.csv";

    private PublishedScores() {}

    /**
     * NAB's scores by detector, in the order of the profiles.
     *
     * @return empty if the folder has no such file
     */
    public static Map<String, double[]> nab(Path folder) throws IOException {
        Path file = folder.resolve(NAB);
        Map<String, double[]> scores = new LinkedHashMap<>();
        if (!Files.isRegularFile(file)) {
            return scores;
        }
        Object all;
        try {
            all = Json.parse(Files.readString(file), 8, 10_000);
        } catch (JsonException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
        if (!(all instanceof Map<?, ?> detectors)) {
            throw new IllegalArgumentException(file + " is no object of detectors");
        }
        for (Map.Entry<?, ?> detector : detectors.entrySet()) {
            NabProfile[] profiles = NabProfile.values();
            double[] each = new double[profiles.length];
            for (int i = 0; i < each.length; i++) {
                if (!(detector.getValue() instanceof Map<?, ?> by
                        && by.get(profiles[i].id()) instanceof Number number)) {
                    throw new IllegalArgumentException(
                            String.format(
                                    Locale.ROOT,
                                    "%s: detector %s has no score %s",
                                    file,
                                    detector.getKey(),
                                    profiles[i].id()));
                }
                each[i] = number.doubleValue();
            }
            scores.put(String.valueOf(detector.getKey()), each);
        }
        return scores;
    }

    /**
     * Mean VUS-PR by detector over series.
     *
     * @param series the series' names
     * @return empty if the folder has no such file, or the file not all of the series
     */
    public static Map<String, Double> vusPr(Path folder, List<String> series) throws IOException {
        Map<String, Double> means = new LinkedHashMap<>();
        if (!Files.isRegularFile(folder.resolve(TSBAD))) {
            return means;
        }
        GzipTable table = GzipTable.read(folder, TSBAD);
        for (int column = 1; column < table.header().size(); column++) {
            double sum = 0;
            int count = 0;
            for (int row = 0; row < table.rows(); row++) {
                if (series.contains(table.cell(row, 0))) {
                    sum += table.number(row, column);
                    count++;
                }
            }
            if (count == series.size()) {
                means.put(table.header().get(column), sum / count);
            }
        }
        return means;
    }
}
