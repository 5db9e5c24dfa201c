package io.undercurrent.cli.evaluate;

import io.undercurrent.cli.csv.CsvTable;
import io.undercurrent.spec.decode.csv.CsvLayout;
import io.undercurrent.spec.decode.event.BadRecordException;
import io.undercurrent.spec.decode.time.TimeGuess;
import io.undercurrent.spec.option.SpecException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads which times of a user's keys are anomalous. A file has one of two forms:
 *
 * <ul>
 *   <li>columns {@code start} and {@code end}: a row is an anomaly from one time to the other, both
 *       included;
 *   <li>a time column and a label column of 0 and 1, or false and true: a row says whether the
 *       event at that time is anomalous. This may be the file of the events itself.
 * </ul>
 *
 * <p>Times and keys are written as in the file of the events. A local time that occurs twice means
 * the first one.
 */
final class LabelFile {
    /** Names of a label column that are looked for if none is named. */
    static final List<String> NAMES = List.of("label", "is_anomaly", "anomaly");

    private static final int LOOK_ROWS = 100;

    /**
     * An anomaly.
     *
     * @param startMicros its first time
     * @param endMicros its last time
     * @param line where the file says so
     */
    record Mark(long startMicros, long endMicros, long line) {}

    private final CsvTable table;
    private final CsvLayout layout;

    private LabelFile(CsvTable table, CsvLayout layout) {
        this.table = table;
        this.layout = layout;
    }

    /**
     * Opens a file.
     *
     * @param layout of the file of the events
     */
    static LabelFile open(Path file, CsvLayout layout) throws IOException {
        return new LabelFile(CsvTable.read(file, layout.delimiter()), layout);
    }

    /**
     * The label column; null if the rows are anomalies from start to end.
     *
     * @param named what the user calls it, or null
     */
    String labelColumn(String named) {
        if (named != null) {
            table.column(named);
            return named;
        }
        if (table.header().contains("start") && table.header().contains("end")) {
            return null;
        }
        return NAMES.stream()
                .filter(table.header()::contains)
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        String.format(
                                                Locale.ROOT,
                                                "%s: its columns are %s; expected are start and end, or a time and one of %s; --label names another label column",
                                                table.file(),
                                                table.header(),
                                                NAMES)));
    }

    /**
     * The anomalies by key.
     *
     * @param label the label column; null if the rows are anomalies from start to end
     */
    Map<String, List<Mark>> marks(String label) {
        Map<String, List<Mark>> marks = new LinkedHashMap<>();
        int key = layout.keyColumn() == null ? -1 : table.column(layout.keyColumn());
        if (label == null) {
            long[] starts = times("start");
            long[] ends = times("end");
            for (int i = 0; i < starts.length; i++) {
                if (ends[i] < starts[i]) {
                    throw new IllegalArgumentException(
                            String.format(
                                    Locale.ROOT,
                                    "%s: the end '%s' is before the start '%s'; allowed is an end at the start or later",
                                    table.place(i),
                                    cell(i, table.column("end")),
                                    cell(i, table.column("start"))));
                }
                add(marks, i, key, new Mark(starts[i], ends[i], table.line(i)));
            }
            return marks;
        }
        int at = table.column(label);
        long[] times = times(timeColumn());
        for (int i = 0; i < times.length; i++) {
            if (isAnomalous(i, at)) {
                add(marks, i, key, new Mark(times[i], times[i], table.line(i)));
            }
        }
        return marks;
    }

    private void add(Map<String, List<Mark>> marks, int row, int key, Mark mark) {
        String name = key < 0 ? layout.seriesKey() : cell(row, key);
        marks.computeIfAbsent(name, none -> new ArrayList<>()).add(mark);
    }

    private boolean isAnomalous(int row, int column) {
        String text = cell(row, column);
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "1", "1.0", "true" -> true;
            case "0", "0.0", "false", "" -> false;
            default ->
                    throw new IllegalArgumentException(
                            String.format(
                                    Locale.ROOT,
                                    "%s: label '%s'; allowed are 0, 1, false, true and an empty cell",
                                    table.place(row),
                                    text));
        };
    }

    private String timeColumn() {
        if (layout.timeColumn() != null) {
            return layout.timeColumn();
        }
        return CsvLayout.TIME_COLUMNS.stream()
                .flatMap(name -> table.header().stream().filter(name::equalsIgnoreCase))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        String.format(
                                                Locale.ROOT,
                                                "%s: its columns are %s, and none is a time; --time names it",
                                                table.file(),
                                                table.header())));
    }

    private long[] times(String name) {
        int column = table.column(name);
        long[] times = new long[table.rows()];
        TimeGuess guess = null;
        for (int i = 0; i < times.length; i++) {
            try {
                guess = guess == null ? guess(name, column) : guess;
                times[i] = guess.format().micros(cell(i, column));
            } catch (BadRecordException e) {
                throw new IllegalArgumentException(table.place(i) + ": " + e.getMessage(), e);
            } catch (SpecException e) {
                throw new SpecException(
                        e.problems().stream()
                                .map(problem -> table.file() + ": " + problem)
                                .toList());
            }
        }
        return times;
    }

    private TimeGuess guess(String name, int column) throws BadRecordException {
        if (layout.timeUnit() != null) {
            return TimeGuess.said(name, layout.timeUnit(), layout.timePattern(), layout.zone());
        }
        List<TimeGuess.Seen> seen = new ArrayList<>();
        for (int i = 0; i < Math.min(LOOK_ROWS, table.rows()); i++) {
            if (!cell(i, column).isBlank()) {
                seen.add(new TimeGuess.Seen(cell(i, column), table.line(i)));
            }
        }
        if (seen.isEmpty()) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "%s: column %s holds no time", table.file(), name));
        }
        return TimeGuess.of(name, layout.zone(), seen);
    }

    private String cell(int row, int column) {
        if (column >= table.cells(row)) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "%s: %d cells under %d columns; mend the row or take it out",
                            table.place(row),
                            table.cells(row),
                            table.header().size()));
        }
        return table.cell(row, column).strip();
    }
}
