package io.undercurrent.lab.sets;

import io.undercurrent.training.data.Rows;
import io.undercurrent.training.data.Series;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code los_speed/los_speed.csv.gz}: a column a road sensor, a row every five minutes, no times; a
 * day. It holds one week, so that a week is no season of it.
 */
final class LosSpeedReader implements PublicSet.Reader {
    private static final int ENOUGH = 60;
    private static final int STEP_MINUTES = 5;
    private static final int DAY = 288;

    @Override
    public List<Series> read(Path folder, boolean all) throws IOException {
        GzipTable table = GzipTable.read(folder, "los_speed/los_speed.csv.gz");
        int sensors = all ? table.header().size() : Math.min(ENOUGH, table.header().size());
        long start = Times.local("2012-03-01 00:00:00", "the first row's time");
        List<Series> series = new ArrayList<>();
        for (int column = 0; column < sensors; column++) {
            Rows rows = new Rows();
            for (int row = 0; row < table.rows(); row++) {
                rows.add(start + STEP_MINUTES * Times.MINUTE * row, table.number(row, column));
            }
            series.add(rows.series(table.header().get(column), DAY));
        }
        return series;
    }
}
