package io.undercurrent.lab.sets;

import io.undercurrent.training.data.Rows;
import io.undercurrent.training.data.Series;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** {@code vic_elec/vic_elec.csv.gz}: {@code Time} and {@code Demand}, half-hourly; day and week. */
final class VicElecReader implements PublicSet.Reader {
    @Override
    public List<Series> read(Path folder, boolean all) throws IOException {
        GzipTable table = GzipTable.read(folder, "vic_elec/vic_elec.csv.gz");
        int time = table.column("Time");
        int demand = table.column("Demand");
        Rows rows = new Rows();
        for (int row = 0; row < table.rows(); row++) {
            rows.add(
                    Times.withOffset(table.cell(row, time), table.place(row)),
                    table.number(row, demand));
        }
        return List.of(rows.series("Demand", 48, 336));
    }
}
