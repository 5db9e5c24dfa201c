package io.undercurrent.lab.sets;

import io.undercurrent.training.data.Rows;
import io.undercurrent.training.data.Series;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code pjm_hourly/ZONE_hourly.csv.gz}: {@code Datetime} and the load in MW, unsorted; a day and a
 * week. Of an hour that is there twice the first counts.
 */
final class PjmReader implements PublicSet.Reader {
    private static final List<String> ZONES =
            List.of("AEP", "COMED", "DAYTON", "DEOK", "DOM", "DUQ");

    @Override
    public List<Series> read(Path folder, boolean all) throws IOException {
        List<Series> series = new ArrayList<>();
        for (String zone : ZONES) {
            GzipTable table = GzipTable.read(folder, "pjm_hourly/" + zone + "_hourly.csv.gz");
            int time = table.column("Datetime");
            int load = table.column(zone + "_MW");
            Rows rows = new Rows();
            for (int row = 0; row < table.rows(); row++) {
                rows.add(
                        Times.local(table.cell(row, time), table.place(row)),
                        table.number(row, load));
            }
            series.add(rows.series(zone, 24, 168));
        }
        return series;
    }
}
