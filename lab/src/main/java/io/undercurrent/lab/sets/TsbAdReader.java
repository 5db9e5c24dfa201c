package io.undercurrent.lab.sets;

import io.undercurrent.scorer.ScorerOptions;
import io.undercurrent.training.data.LabelledSeries;
import io.undercurrent.training.data.Labels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code tsbad_matched/*.csv.gz}: {@code Data,Label}. All events count, as for TSB-AD's detectors
 * that need no training.
 */
final class TsbAdReader implements AnomalySet.Reader {
    private static final String END = ".csv.gz";

    @Override
    public List<LabelledSeries> read(Path folder) throws IOException {
        List<LabelledSeries> series = new ArrayList<>();
        for (String name : AnomalySet.files(folder.resolve("tsbad_matched"), END)) {
            GzipTable table = GzipTable.read(folder, "tsbad_matched/" + name);
            double[] values = new double[table.rows()];
            boolean[] anomalous = new boolean[table.rows()];
            int data = table.column("Data");
            int label = table.column("Label");
            for (int row = 0; row < table.rows(); row++) {
                values[row] = table.number(row, data);
                anomalous[row] = table.number(row, label) > 0;
            }
            series.add(
                    new LabelledSeries(
                            name.substring(0, name.length() - ".gz".length()),
                            new double[][] {values},
                            1,
                            AnomalySet.minutes(table.rows()),
                            Labels.ofPoints(anomalous),
                            0,
                            ScorerOptions.defaults(1).warmup()));
        }
        return series;
    }
}
