package io.undercurrent.lab.sets;

import io.undercurrent.mamba2.json.Json;
import io.undercurrent.mamba2.json.JsonException;
import io.undercurrent.scorer.ScorerOptions;
import io.undercurrent.training.data.LabelledSeries;
import io.undercurrent.training.data.Labels;
import io.undercurrent.training.evaluate.anomaly.NabFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code nab/data/CATEGORY/NAME.csv}: {@code timestamp,value}, in the file's order, repeated times
 * included; {@code nab/labels/combined_windows.json} has the windows by their first and last time.
 */
final class NabReader implements AnomalySet.Reader {
    private static final String WINDOWS = "nab/labels/combined_windows.json";

    @Override
    public List<LabelledSeries> read(Path folder) throws IOException {
        List<String> names = AnomalySet.files(folder.resolve("nab/data"), ".csv");
        Path file = folder.resolve(WINDOWS);
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(file + " is missing: it labels the files of nab");
        }
        Object all;
        try {
            all = Json.parse(Files.readString(file), 8, 100_000);
        } catch (JsonException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
        List<LabelledSeries> series = new ArrayList<>();
        for (String name : names) {
            if (!(all instanceof Map<?, ?> map && map.get(name) instanceof List<?> windows)) {
                throw new IllegalArgumentException(
                        String.format(Locale.ROOT, "%s has no list of windows of %s", file, name));
            }
            series.add(series(folder, name, windows));
        }
        return series;
    }

    private static LabelledSeries series(Path folder, String name, List<?> windows)
            throws IOException {
        GzipTable table = GzipTable.read(folder, "nab/data/" + name);
        int time = table.column("timestamp");
        int value = table.column("value");
        int n = table.rows();
        long[] times = new long[n];
        double[] values = new double[n];
        for (int row = 0; row < n; row++) {
            times[row] = Times.local(table.cell(row, time), table.place(row));
            values[row] = table.number(row, value);
        }
        List<int[]> ranges = new ArrayList<>();
        for (Object window : windows) {
            if (!(window instanceof List<?> ends && ends.size() == 2)) {
                throw new IllegalArgumentException(
                        WINDOWS + ", " + name + ": a window that is no pair of times");
            }
            ranges.add(
                    new int[] {index(times, ends.get(0), name), index(times, ends.get(1), name)});
        }
        return new LabelledSeries(
                name,
                new double[][] {values},
                1,
                times,
                Labels.ofRanges(n, ranges),
                NabFile.probation(n),
                ScorerOptions.defaults(1).warmup());
    }

    /** The first row with a window's time. */
    private static int index(long[] times, Object text, String name) {
        long time = Times.local(String.valueOf(text), WINDOWS + ", " + name);
        for (int i = 0; i < times.length; i++) {
            if (times[i] == time) {
                return i;
            }
        }
        throw new IllegalArgumentException(
                String.format(
                        Locale.ROOT,
                        "%s, %s: no row is at '%s', where a window ends",
                        WINDOWS,
                        name,
                        text));
    }
}
