package io.undercurrent.training.data;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;

/**
 * {@code bike_share/bike_hour.csv.gz}: {@code dteday}, {@code hr} and {@code cnt}, hourly; a day
 * and a week. Hours without a row are no events, as a stream would have it.
 */
final class BikeShareReader implements PublicSet.Reader {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("M/d/yy");

    @Override
    public List<Series> read(Path folder, boolean all) throws IOException {
        GzipTable table = GzipTable.read(folder, "bike_share/bike_hour.csv.gz");
        int date = table.column("dteday");
        int hour = table.column("hr");
        int rentals = table.column("cnt");
        Rows rows = new Rows();
        for (int row = 0; row < table.rows(); row++) {
            long day = day(table.cell(row, date), table.place(row));
            long hours = Math.round(table.number(row, hour));
            rows.add(day * Times.DAY + hours * Times.HOUR, table.number(row, rentals));
        }
        return List.of(rows.series("cnt", 24, 168));
    }

    private static long day(String text, String place) {
        try {
            return LocalDate.parse(text, DATE).toEpochDay();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "%s: '%s' is no date; expected is one such as 1/31/11".formatted(place, text),
                    e);
        }
    }
}
