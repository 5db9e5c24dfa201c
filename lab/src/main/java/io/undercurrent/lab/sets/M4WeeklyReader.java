package io.undercurrent.lab.sets;

import io.undercurrent.training.data.Rows;
import io.undercurrent.training.data.Series;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code m4/Weekly-train.csv.gz} and {@code m4/Weekly-test.csv.gz}: a series a row, its name first,
 * empty cells after its end. A series is its train part, then its 13 test values; no season.
 */
final class M4WeeklyReader implements PublicSet.Reader {
    @Override
    public List<Series> read(Path folder, boolean all) throws IOException {
        Map<String, List<Double>> series = new LinkedHashMap<>();
        append(series, GzipTable.read(folder, "m4/Weekly-train.csv.gz"), Integer.MAX_VALUE);
        append(series, GzipTable.read(folder, "m4/Weekly-test.csv.gz"), PublicSet.M4_HORIZON);
        List<Series> result = new ArrayList<>();
        series.forEach((name, values) -> result.add(weekly(name, values)));
        return result;
    }

    private static void append(Map<String, List<Double>> series, GzipTable table, int most) {
        for (int row = 0; row < table.rows(); row++) {
            List<Double> values =
                    series.computeIfAbsent(table.cell(row, 0), name -> new ArrayList<>());
            int last = Math.min(table.cells(row) - 1, most);
            for (int column = 1; column <= last; column++) {
                double value = table.number(row, column);
                if (Double.isNaN(value)) {
                    break;
                }
                values.add(value);
            }
        }
    }

    private static Series weekly(String name, List<Double> values) {
        Rows rows = new Rows();
        for (int i = 0; i < values.size(); i++) {
            rows.add(7 * Times.DAY * i, values.get(i));
        }
        return rows.series(name, 1);
    }
}
