package io.undercurrent.lab.sets;

import io.undercurrent.training.data.Fields;
import io.undercurrent.training.data.Rows;
import io.undercurrent.training.data.Series;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code ett/ETTh1.csv.gz}: {@code date} and a column a series, hourly; a day and a week. */
final class EttReader implements PublicSet.Reader {
    private static final String FILE = "ett/ETTh1.csv.gz";

    @Override
    public List<Series> read(Path folder, boolean all) throws IOException {
        GzipTable table = GzipTable.read(folder, FILE);
        int time = table.column("date");
        List<Series> series = new ArrayList<>();
        for (int column = 0; column < table.header().size(); column++) {
            if (column == time) {
                continue;
            }
            Rows rows = new Rows();
            for (int row = 0; row < table.rows(); row++) {
                rows.add(
                        Times.local(table.cell(row, time), table.place(row)),
                        table.number(row, column));
            }
            series.add(rows.series(table.header().get(column), 24, 168));
        }
        return Fields.together(series, List.of());
    }
}
