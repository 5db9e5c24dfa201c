package io.undercurrent.spec.decode.csv;

import io.undercurrent.spec.decode.event.BadRecordException;
import io.undercurrent.spec.decode.event.Details;
import io.undercurrent.spec.decode.time.CsvTimeUnit;
import io.undercurrent.spec.decode.time.TimeGuess;
import io.undercurrent.spec.option.SpecException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Decides the role of each column of a CSV file: from the layout if it says so, otherwise from the
 * header line and the first rows.
 */
final class CsvHeader {
    private static final List<String> DELIMITERS = List.of(",", ";", "\t", "|");
    private static final int MAX_VALUES = 64;

    private final List<String> columns;
    private final CsvLayout layout;
    private final CsvNumbers numbers;
    private final Consumer<String> notes;
    private final String timeColumn;
    private final List<String> values;
    private final List<String> covariates;
    private CsvColumns found;

    /**
     * Finds the named columns and the time's column.
     *
     * @param cells the header line
     * @param notes receives a note about each column that is left out
     * @throws SpecException if a column is missing; the message lists the existing ones
     */
    CsvHeader(String[] cells, CsvLayout layout, Consumer<String> notes) {
        this.columns = Arrays.stream(cells).map(String::strip).toList();
        this.layout = layout;
        this.notes = notes;
        this.numbers = new CsvNumbers(layout.text());
        this.timeColumn = layout.timeColumn() == null ? timeColumn() : layout.timeColumn();
        this.values = resolved(layout.valueColumns());
        this.covariates = resolved(layout.covariateColumns());
        List<String> problems = new ArrayList<>();
        List<String> named = new ArrayList<>(values);
        named.addAll(covariates);
        named.add(timeColumn);
        if (layout.keyColumn() != null) {
            named.add(layout.keyColumn());
        }
        for (String name : named) {
            long count = columns.stream().filter(name::equals).count();
            if (count != 1) {
                problems.add(
                        "the header line has "
                                + count
                                + " columns called "
                                + name
                                + ", 1 is needed; "
                                + listing());
            }
        }
        if (!problems.isEmpty()) {
            throw new SpecException(problems);
        }
    }

    List<String> columns() {
        return columns;
    }

    String time() {
        return timeColumn;
    }

    /** The value columns that the layout names; empty if they are to be detected. */
    List<String> values() {
        return values;
    }

    List<String> covariates() {
        return covariates;
    }

    /** What the first rows decided about columns; null if all are named. */
    CsvColumns found() {
        return found;
    }

    CsvNumbers numbers() {
        return numbers;
    }

    /**
     * Detects how times are written.
     *
     * @param rows lines with as many cells as the header
     * @return null if none of them has a time
     * @throws BadRecordException if none of the times can be read
     * @throws SpecException if the user has to say how they are written
     */
    TimeGuess times(List<CsvLine> rows) throws BadRecordException {
        if (layout.isTimeSaid()) {
            CsvTimeUnit unit = layout.timeUnit() == null ? CsvTimeUnit.PATTERN : layout.timeUnit();
            return TimeGuess.said(timeColumn, unit, layout.timePattern(), layout.zone());
        }
        int column = columns.indexOf(timeColumn);
        List<TimeGuess.Seen> seen = new ArrayList<>();
        for (CsvLine row : rows) {
            String text = row.cells()[column];
            if (numbers.kind(text) != CsvNumbers.Kind.MISSING) {
                seen.add(new TimeGuess.Seen(numbers.withPoint(text), row.number()));
            }
        }
        return seen.isEmpty() ? null : TimeGuess.of(timeColumn, layout.zone(), seen);
    }

    /**
     * Creates the reader of the layout that the rows show.
     *
     * @param rows lines with as many cells as the header, at least one
     * @throws SpecException if no column holds values, or too many do
     */
    CsvCells cells(List<CsvLine> rows, TimeGuess times) {
        List<String> fields = new ArrayList<>(values.isEmpty() ? findValues(rows) : values);
        fields.addAll(covariates);
        checkOnce(fields);
        OpenColumns open =
                found == null ? OpenColumns.none() : new OpenColumns(found.open(), numbers, notes);
        return new CsvCells(
                columns, layout.keyColumn(), times.format(), fields, null, numbers, open);
    }

    private List<String> findValues(List<CsvLine> rows) {
        CsvColumns judged = new CsvColumns(numbers, notes);
        for (int i = 0; i < columns.size(); i++) {
            String name = columns.get(i);
            if (!name.equals(timeColumn)
                    && !name.equals(layout.keyColumn())
                    && !covariates.contains(name)) {
                judged.add(i, name);
            }
        }
        rows.forEach(judged::see);
        List<String> names = judged.values();
        if (names.isEmpty() || judged.isMisread(rows.size())) {
            throw judged.none(listing());
        }
        if (names.size() > MAX_VALUES) {
            throw new SpecException(
                    List.of(
                            "the first rows have numbers in "
                                    + names.size()
                                    + " columns other than the time; name 1 to "
                                    + MAX_VALUES
                                    + " columns with values; "
                                    + listing()));
        }
        for (String name : names) {
            if (names.indexOf(name) != names.lastIndexOf(name)) {
                throw new SpecException(
                        List.of(
                                "the header line has two columns called "
                                        + name
                                        + "; name the columns with values; "
                                        + listing()));
            }
        }
        judged.report();
        found = judged;
        return names;
    }

    /** Keeps a name if a column has it; otherwise splits it at its commas. */
    private List<String> resolved(List<String> given) {
        List<String> names = new ArrayList<>();
        for (String text : given) {
            if (columns.contains(text.strip())) {
                names.add(text.strip());
            } else {
                names.addAll(split(text));
            }
        }
        return names;
    }

    private static List<String> split(String text) {
        try {
            return Arrays.stream(new CsvSplitter(',').split(text)).map(String::strip).toList();
        } catch (BadRecordException e) {
            return List.of(text.strip());
        }
    }

    private String timeColumn() {
        return CsvLayout.TIME_COLUMNS.stream()
                .flatMap(name -> columns.stream().filter(name::equalsIgnoreCase))
                .findFirst()
                .orElseThrow(
                        () ->
                                new SpecException(
                                        List.of(
                                                "the header line has no column called "
                                                        + String.join(", ", CsvLayout.TIME_COLUMNS)
                                                        + "; name the one with the time; "
                                                        + listing())));
    }

    private static void checkOnce(List<String> fields) {
        for (int i = 0; i < fields.size(); i++) {
            if (fields.indexOf(fields.get(i)) < i) {
                throw new SpecException(
                        List.of(
                                "the column "
                                        + fields.get(i)
                                        + " is named twice among values and covariates; a column has one role"));
            }
        }
        if (fields.size() > MAX_VALUES) {
            throw new SpecException(
                    List.of(
                            fields.size()
                                    + " columns with values and covariates: allowed are "
                                    + MAX_VALUES
                                    + " together"));
        }
    }

    private String listing() {
        String names =
                columns.stream()
                        .map(name -> name.indexOf(',') < 0 ? name : '"' + name + '"')
                        .collect(Collectors.joining(", "));
        String listing = "its columns are " + Details.line(names);
        String other =
                DELIMITERS.stream()
                        .filter(d -> d.charAt(0) != layout.delimiter())
                        .filter(d -> columns.size() == 1 && columns.get(0).contains(d))
                        .findFirst()
                        .orElse(null);
        return other == null
                ? listing
                : listing
                        + "; is the delimiter another one? Say --delimiter "
                        + (other.equals("\t") ? "tab" : "'" + other + "'");
    }
}
