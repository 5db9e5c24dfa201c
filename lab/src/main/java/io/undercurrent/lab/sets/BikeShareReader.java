package io.undercurrent.lab.sets;

import io.undercurrent.training.data.Fields;
import io.undercurrent.training.data.Rows;
import io.undercurrent.training.data.Series;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * {@code bike_share/bike_hour.csv.gz}: {@code dteday}, {@code hr} and {@code cnt}, hourly; a day
 * and a week. Hours without a row are no events, as a stream would have it. Covariates are weather
 * and kind of day of the same hour.
 */
final class BikeShareReader implements PublicSet.Reader {
    private static final List<String> COVARIATES =
            List.of("holiday", "workingday", "weathersit", "temp", "hum", "windspeed");
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("M/d/yy", Locale.ROOT);

    @Override
    public List<Series> read(Path folder, boolean every) throws IOException {
        GzipTable table = GzipTable.read(folder, "bike_share/bike_hour.csv.gz");
        int date = table.column("dteday");
        int hour = table.column("hr");
        int rentals = table.column("cnt");
        List<Rows> all = new ArrayList<>();
        COVARIATES.forEach(name -> all.add(new Rows()));
        Rows rows = new Rows();
        for (int row = 0; row < table.rows(); row++) {
            long day = day(table.cell(row, date), table.place(row));
            long hours = Math.round(table.number(row, hour));
            long time = day * Times.DAY + hours * Times.HOUR;
            rows.add(time, table.number(row, rentals));
            for (int c = 0; c < all.size(); c++) {
                all.get(c).add(time, table.number(row, table.column(COVARIATES.get(c))));
            }
        }
        List<Series> covariates = new ArrayList<>();
        for (int c = 0; c < all.size(); c++) {
            covariates.add(all.get(c).series(COVARIATES.get(c), 1));
        }
        return Fields.together(List.of(rows.series("cnt", 24, 168)), covariates);
    }

    private static long day(String text, String place) {
        try {
            return LocalDate.parse(text, DATE).toEpochDay();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "%s: '%s' is no date; expected is one such as 1/31/11",
                            place,
                            text),
                    e);
        }
    }
}
