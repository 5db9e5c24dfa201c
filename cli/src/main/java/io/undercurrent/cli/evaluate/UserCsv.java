package io.undercurrent.cli.evaluate;

import io.undercurrent.cli.csv.CsvInput;
import io.undercurrent.cli.csv.CsvOptions;
import io.undercurrent.spec.decode.csv.CsvRow;
import io.undercurrent.spec.decode.event.DecodedEvent;
import io.undercurrent.stream.record.LocalTimeResolver;
import io.undercurrent.training.data.Fields;
import io.undercurrent.training.data.Rows;
import io.undercurrent.training.data.Seasons;
import io.undercurrent.training.data.Series;
import io.undercurrent.training.history.RepeatedTimes;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads a user's file as series, one for each key and value column, in order of time. The file is
 * parsed as {@code score} parses it.
 */
final class UserCsv {
    private final CsvOptions options;
    private final int[] seasons;
    private final PrintWriter err;

    /** A column that is read but becomes no series; null if there is none. */
    private final String ignored;

    private String keyHint;

    UserCsv(CsvOptions options, int[] seasons, PrintWriter err) {
        this(options, seasons, err, null);
    }

    /** Reads files without one of their columns, such as that of labels. */
    UserCsv(CsvOptions options, int[] seasons, PrintWriter err, String ignored) {
        this.options = options;
        this.seasons = seasons;
        this.err = err;
        this.ignored = ignored;
    }

    List<Series> read(Path file) throws IOException {
        return readKeys(file).values().stream().flatMap(List::stream).toList();
    }

    /** The series of each key; those of one key have the same events. */
    Map<String, List<Series>> readKeys(Path file) throws IOException {
        Map<String, List<Rows>> series = new LinkedHashMap<>();
        LocalTimeResolver order = new LocalTimeResolver();
        List<String> columns;
        List<String> covariates;
        List<String> numberless;
        long read;
        try (CsvInput input = CsvInput.open(file, options, "series", err, "")) {
            for (CsvRow row = input.next(); row != null; row = input.next()) {
                if (row.isBroken()) {
                    refuse(file, input, row);
                }
                add(series, row.event(), order);
            }
            columns = input.rows().valueColumns();
            covariates = input.rows().covariateColumns();
            read = input.read();
            keyHint = input.keyHint();
            numberless = input.rows().numberlessColumns();
            input.summary("used", series.size() + (series.size() == 1 ? " key" : " keys"));
        }
        if (series.isEmpty()) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "%s has no row under its header line", file));
        }
        numberless.forEach(
                column -> err.println("column " + column + " is left out: it holds no number"));
        List<String> leftOut = new ArrayList<>(numberless);
        if (ignored != null && columns.contains(ignored) && !numberless.contains(ignored)) {
            leftOut.add(ignored);
        }
        if (columns.size() == leftOut.size()) {
            throw new IllegalArgumentException(
                    file + ": no column other than the time has a number");
        }
        Map<String, List<Series>> result = new LinkedHashMap<>();
        long[] kept = {0};
        series.forEach(
                (name, channels) -> {
                    List<Series> fields = new ArrayList<>();
                    for (int c = 0; c < channels.size(); c++) {
                        String column =
                                c < columns.size()
                                        ? columns.get(c)
                                        : covariates.get(c - columns.size());
                        if (!leftOut.contains(column)) {
                            fields.add(series(name, column, channels.get(c)));
                        }
                    }
                    kept[0] += fields.get(0).length();
                    int own = columns.size() - leftOut.size();
                    result.put(
                            name,
                            Fields.together(
                                    fields.subList(0, own), fields.subList(own, fields.size())));
                });
        checkKeys(file, read - kept[0], read);
        return result;
    }

    /**
     * Refuses a file in which too many rows repeat a time of their key; of such rows only the first
     * is used.
     */
    private void checkKeys(Path file, long repeated, long rows) {
        if (RepeatedTimes.mixKeys(repeated, rows)) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "%s: %d of %d rows repeat a time of their key: allowed is one row in %d; name the column that holds the key%s by --key, or take the copies out",
                            file,
                            repeated,
                            rows,
                            RepeatedTimes.ONE_IN,
                            keyHint == null ? "" : ", " + keyHint + ","));
        }
    }

    private static void refuse(Path file, CsvInput input, CsvRow row) {
        String detail = row.problem().detail();
        if (input.isStrict()) {
            input.refuse(row, detail);
        }
        throw new IllegalArgumentException(
                String.format(
                        Locale.ROOT,
                        "%s, line %d: %s; mend the row or take it out",
                        file,
                        row.line(),
                        detail));
    }

    private static void add(
            Map<String, List<Rows>> series, DecodedEvent event, LocalTimeResolver order) {
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
        String full = options.isKeyed() ? name + "." + column : column;
        Series sorted = rows.series(full, 1);
        int[] found = seasons.length > 0 ? seasons : Seasons.ofTimes(sorted.timesMicros());
        return new Series(full, sorted.values(), sorted.timesMicros(), found);
    }
}
