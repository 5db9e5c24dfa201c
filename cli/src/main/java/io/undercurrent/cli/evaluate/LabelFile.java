package io.undercurrent.cli.evaluate;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.undercurrent.spec.decode.csv.CsvLayout;
import io.undercurrent.spec.decode.event.BadRecordException;
import io.undercurrent.spec.decode.time.TimeGuess;
import io.undercurrent.spec.option.SpecException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;

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

    private static final List<String> TIMES =
            List.of("timestamp", "time", "ts", "datetime", "date");
    private static final int LOOK_ROWS = 100;

    /**
     * An anomaly.
     *
     * @param startMicros its first time
     * @param endMicros its last time
     * @param line where the file says so
     */
    record Mark(long startMicros, long endMicros, long line) {}

    private final Path file;
    private final CsvLayout layout;
    private final List<CsvRecord> rows;
    private final List<String> header;

    private LabelFile(Path file, CsvLayout layout, List<CsvRecord> all) {
        this.file = file;
        this.layout = layout;
        header = all.get(0).getFields().stream().map(cell -> cell.replace("\uFEFF", "")).toList();
        rows = all.subList(1, all.size());
    }

    /**
     * Opens a file.
     *
     * @param layout of the file of the events
     */
    static LabelFile open(Path file, CsvLayout layout) throws IOException {
        List<CsvRecord> all = new ArrayList<>();
        try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
                InputStream plain =
                        file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
                CsvReader<CsvRecord> reader =
                        CsvReader.builder()
                                .commentStrategy(CommentStrategy.NONE)
                                .fieldSeparator(layout.delimiter())
                                .ofCsvRecord(
                                        new InputStreamReader(plain, StandardCharsets.UTF_8))) {
            reader.forEach(all::add);
        } catch (CsvParseException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
        if (all.isEmpty()) {
            throw new IllegalArgumentException(
                    file + " is empty: expected are a header line and rows under it");
        }
        return new LabelFile(file, layout, all);
    }

    /**
     * The label column; null if the rows are anomalies from start to end.
     *
     * @param named what the user calls it, or null
     */
    String labelColumn(String named) {
        if (named != null) {
            column(named);
            return named;
        }
        if (header.contains("start") && header.contains("end")) {
            return null;
        }
        return NAMES.stream()
                .filter(header::contains)
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        String.format(
                                                Locale.ROOT,
                                                "%s: its columns are %s; expected are start and end, or a time and one of %s; --label names another label column",
                                                file,
                                                header,
                                                NAMES)));
    }

    /**
     * The anomalies by key.
     *
     * @param label the label column; null if the rows are anomalies from start to end
     */
    Map<String, List<Mark>> marks(String label) {
        Map<String, List<Mark>> marks = new LinkedHashMap<>();
        int key = layout.keyColumn() == null ? -1 : column(layout.keyColumn());
        if (label == null) {
            long[] starts = times("start");
            long[] ends = times("end");
            for (int i = 0; i < starts.length; i++) {
                if (ends[i] < starts[i]) {
                    throw new IllegalArgumentException(
                            String.format(
                                    Locale.ROOT,
                                    "%s: the end '%s' is before the start '%s'; allowed is an end at the start or later",
                                    place(i),
                                    cell(i, column("end")),
                                    cell(i, column("start"))));
                }
                add(marks, i, key, new Mark(starts[i], ends[i], line(i)));
            }
            return marks;
        }
        int at = column(label);
        long[] times = times(timeColumn());
        for (int i = 0; i < times.length; i++) {
            if (isAnomalous(i, at)) {
                add(marks, i, key, new Mark(times[i], times[i], line(i)));
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
                                    place(row),
                                    text));
        };
    }

    private String timeColumn() {
        if (layout.timeColumn() != null) {
            return layout.timeColumn();
        }
        return TIMES.stream()
                .flatMap(name -> header.stream().filter(name::equalsIgnoreCase))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        String.format(
                                                Locale.ROOT,
                                                "%s: its columns are %s, and none is a time; --time names it",
                                                file,
                                                header)));
    }

    private long[] times(String name) {
        int column = column(name);
        long[] times = new long[rows.size()];
        TimeGuess guess = null;
        for (int i = 0; i < times.length; i++) {
            try {
                guess = guess == null ? guess(name, column) : guess;
                times[i] = guess.format().micros(cell(i, column));
            } catch (BadRecordException e) {
                throw new IllegalArgumentException(place(i) + ": " + e.getMessage(), e);
            } catch (SpecException e) {
                throw new SpecException(
                        e.problems().stream().map(problem -> file + ": " + problem).toList());
            }
        }
        return times;
    }

    private TimeGuess guess(String name, int column) throws BadRecordException {
        if (layout.timeUnit() != null) {
            return TimeGuess.said(name, layout.timeUnit(), layout.timePattern(), layout.zone());
        }
        List<TimeGuess.Seen> seen = new ArrayList<>();
        for (int i = 0; i < Math.min(LOOK_ROWS, rows.size()); i++) {
            if (!cell(i, column).isBlank()) {
                seen.add(new TimeGuess.Seen(cell(i, column), line(i)));
            }
        }
        if (seen.isEmpty()) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "%s: column %s holds no time", file, name));
        }
        return TimeGuess.of(name, layout.zone(), seen);
    }

    private int column(String name) {
        int at = header.indexOf(name);
        if (at < 0) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "%s: no column %s; its columns are %s",
                            file,
                            name,
                            header));
        }
        return at;
    }

    private String cell(int row, int column) {
        if (column >= rows.get(row).getFieldCount()) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "%s: %d cells under %d columns; mend the row or take it out",
                            place(row),
                            rows.get(row).getFieldCount(),
                            header.size()));
        }
        return rows.get(row).getField(column).strip();
    }

    private long line(int row) {
        return rows.get(row).getStartingLineNumber();
    }

    /** File and line of a row, as errors name it. */
    private String place(int row) {
        return String.format(Locale.ROOT, "%s, line %d", file, line(row));
    }
}
