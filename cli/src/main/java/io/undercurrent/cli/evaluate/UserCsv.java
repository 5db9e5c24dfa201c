package io.undercurrent.cli.evaluate;

import io.undercurrent.spec.decode.CsvLayout;
import io.undercurrent.spec.decode.CsvRow;
import io.undercurrent.spec.decode.CsvRows;
import io.undercurrent.spec.decode.DecodedEvent;
import io.undercurrent.stream.record.KeyOrder;
import io.undercurrent.training.data.Fields;
import io.undercurrent.training.data.Rows;
import io.undercurrent.training.data.Seasons;
import io.undercurrent.training.data.Series;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * A user's file as series: one a key and value column, in order of time, read as {@code score}
 * reads it.
 */
final class UserCsv {
    private final String key;
    private final int[] seasons;
    private final List<String> covariates;
    private final CsvLayout layout;

    UserCsv(String time, List<String> values, List<String> covariates, String key, int[] seasons) {
        this.key = key;
        this.covariates = covariates;
        this.seasons = seasons;
        CsvLayout any =
                CsvLayout.detected("series")
                        .withTime(time, null, null, ZoneOffset.UTC)
                        .withValues(values)
                        .withCovariates(covariates);
        layout = key == null ? any : any.withKey(key);
    }

    List<Series> read(Path file) throws IOException {
        boolean gzip = file.toString().endsWith(".gz");
        Map<String, List<Rows>> series = new LinkedHashMap<>();
        KeyOrder order = new KeyOrder();
        List<String> columns;
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file));
                InputStream in = gzip ? new GZIPInputStream(raw) : raw) {
            CsvRows rows = CsvRows.open(in, layout);
            for (CsvRow row = rows.next(); row != null; row = rows.next()) {
                if (row.isBroken()) {
                    throw new IllegalArgumentException(
                            "%s, line %d: %s; mend the row or take it out"
                                    .formatted(file, row.line(), row.problem().detail()));
                }
                add(series, row.event(), order);
            }
            columns = rows.valueColumns();
        }
        if (series.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s has no row under its header line".formatted(file));
        }
        List<Series> result = new ArrayList<>();
        series.forEach(
                (name, channels) -> {
                    List<Series> fields = new ArrayList<>();
                    for (int c = 0; c < channels.size(); c++) {
                        String column =
                                c < columns.size()
                                        ? columns.get(c)
                                        : covariates.get(c - columns.size());
                        fields.add(series(name, column, channels.get(c)));
                    }
                    int own = columns.size();
                    result.addAll(
                            Fields.together(
                                    fields.subList(0, own), fields.subList(own, fields.size())));
                });
        return result;
    }

    private static void add(Map<String, List<Rows>> series, DecodedEvent event, KeyOrder order) {
        int channels = event.values().length;
        List<Rows> rows =
                series.computeIfAbsent(
                        event.key(),
                        name -> {
                            List<Rows> empty = new ArrayList<>();
                            for (int c = 0; c < channels; c++) {
                                empty.add(new Rows());
                            }
                            return empty;
                        });
        long time = order.micros(event);
        for (int c = 0; c < channels; c++) {
            rows.get(c).add(time, event.values()[c]);
        }
    }

    private Series series(String name, String column, Rows rows) {
        String full = key == null ? column : name + "." + column;
        Series sorted = rows.series(full, 1);
        int[] found = seasons.length > 0 ? seasons : Seasons.ofTimes(sorted.timesMicros());
        return new Series(full, sorted.values(), sorted.timesMicros(), found);
    }
}
