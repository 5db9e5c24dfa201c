package io.undercurrent.lab.sets;

import io.undercurrent.scorer.ScorerOptions;
import io.undercurrent.training.data.LabelledSeries;
import io.undercurrent.training.data.Labels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * {@code smap_msl/CHANNEL_train.csv.gz} and {@code CHANNEL_test.csv.gz}: {@code
 * value,commands[,label]}. A channel's stream is its train part, which is free of anomalies, and
 * then its labelled test part. Commands are not read.
 */
final class MslReader implements AnomalySet.Reader {
    private static final String TEST = "_test.csv.gz";

    private final boolean whole;

    /**
     * A reader of all channels.
     *
     * @param whole whether the train part counts as well, so that false alarms have more room
     */
    MslReader(boolean whole) {
        this.whole = whole;
    }

    @Override
    public List<LabelledSeries> read(Path folder) throws IOException {
        List<LabelledSeries> series = new ArrayList<>();
        for (String name : AnomalySet.files(folder.resolve("smap_msl"), TEST)) {
            String channel = name.substring(0, name.length() - TEST.length());
            GzipTable train = GzipTable.read(folder, "smap_msl/" + channel + "_train.csv.gz");
            GzipTable test = GzipTable.read(folder, "smap_msl/" + name);
            int before = train.rows();
            double[] values = Arrays.copyOf(values(train), before + test.rows());
            System.arraycopy(values(test), 0, values, before, test.rows());
            boolean[] anomalous = new boolean[values.length];
            int label = test.column("label");
            for (int row = 0; row < test.rows(); row++) {
                anomalous[before + row] = test.number(row, label) > 0;
            }
            series.add(
                    new LabelledSeries(
                            channel,
                            new double[][] {values},
                            1,
                            AnomalySet.minutes(values.length),
                            Labels.ofPoints(anomalous),
                            whole ? 0 : before,
                            ScorerOptions.defaults(1).warmup()));
        }
        return series;
    }

    private static double[] values(GzipTable table) {
        double[] values = new double[table.rows()];
        int column = table.column("value");
        for (int row = 0; row < values.length; row++) {
            values[row] = table.number(row, column);
        }
        return values;
    }
}
