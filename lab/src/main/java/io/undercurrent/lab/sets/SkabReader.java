package io.undercurrent.lab.sets;

import io.undercurrent.scorer.ScorerOptions;
import io.undercurrent.training.data.LabelledSeries;
import io.undercurrent.training.data.Labels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code skab/data/FOLDER/N.csv.gz}: {@code datetime;sensors;anomaly;changepoint}, all sensors as
 * channels of one key. The first 400 rows of a file are its start and do not count; the folder
 * anomaly-free has no labels and is left out.
 */
final class SkabReader implements AnomalySet.Reader {
    private static final int START = 400;

    @Override
    public List<LabelledSeries> read(Path folder) throws IOException {
        List<LabelledSeries> series = new ArrayList<>();
        for (String name : AnomalySet.files(folder.resolve("skab/data"), ".csv.gz")) {
            if (!name.startsWith("anomaly-free")) {
                GzipTable table = GzipTable.read(folder, "skab/data/" + name, ';');
                series.add(series(name.substring(0, name.length() - ".gz".length()), table));
            }
        }
        return series;
    }

    private static LabelledSeries series(String name, GzipTable table) {
        int time = table.column("datetime");
        int label = table.column("anomaly");
        int change = table.column("changepoint");
        int n = table.rows();
        long[] times = new long[n];
        boolean[] anomalous = new boolean[n];
        for (int row = 0; row < n; row++) {
            times[row] = Times.local(table.cell(row, time), table.place(row));
            anomalous[row] = table.number(row, label) > 0;
        }
        List<double[]> channels = new ArrayList<>();
        for (int column = 0; column < table.header().size(); column++) {
            if (column != time && column != label && column != change) {
                double[] values = new double[n];
                for (int row = 0; row < n; row++) {
                    values[row] = table.number(row, column);
                }
                channels.add(values);
            }
        }
        return new LabelledSeries(
                name,
                channels.toArray(double[][]::new),
                channels.size(),
                times,
                Labels.ofPoints(anomalous),
                START,
                ScorerOptions.defaults(1).warmup());
    }
}
