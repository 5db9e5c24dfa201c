package io.undercurrent.spec.decode;

import io.undercurrent.spec.SpecException;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.StreamSpec.Time.Unit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which column of a CSV file holds what, from the layout where it says so, else from the header
 * line and the first row.
 *
 * <p>What the first row shows holds for the rest: a file that changes its mind has broken rows.
 */
final class CsvHeader {
    private static final List<String> TIME_COLUMNS =
            List.of("timestamp", "time", "ts", "datetime", "date");
    private static final int MAX_VALUES = 64;

    private final List<String> columns;
    private final CsvLayout layout;
    private final String timeColumn;

    /**
     * Finds the named columns and the time's.
     *
     * @param cells the header line
     * @throws SpecException where a column is missing; it lists those that are there
     */
    CsvHeader(String[] cells, CsvLayout layout) {
        this.columns = Arrays.stream(cells).map(String::strip).toList();
        this.layout = layout;
        this.timeColumn = layout.timeColumn() == null ? timeColumn() : layout.timeColumn();
        List<String> problems = new ArrayList<>();
        List<String> named = new ArrayList<>(layout.valueColumns());
        named.addAll(layout.covariateColumns());
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

    /**
     * The layout that a row shows.
     *
     * @throws BadRecordException where the row is broken, so that the next may show it
     * @throws SpecException where no column holds values, or too many do
     */
    CsvCells cells(String[] row) throws BadRecordException {
        CsvCells.checkCount(row, columns.size());
        TimeFormat time = time(row[columns.indexOf(timeColumn)]);
        List<String> fields = new ArrayList<>(values(row));
        fields.addAll(layout.covariateColumns());
        checkOnce(fields);
        return new CsvCells(columns, layout.keyColumn(), time, fields, null);
    }

    private String timeColumn() {
        return TIME_COLUMNS.stream()
                .flatMap(name -> columns.stream().filter(name::equalsIgnoreCase))
                .findFirst()
                .orElseThrow(
                        () ->
                                new SpecException(
                                        List.of(
                                                "the header line has no column called "
                                                        + String.join(", ", TIME_COLUMNS)
                                                        + "; name the one with the time; "
                                                        + listing())));
    }

    private TimeFormat time(String text) throws BadRecordException {
        Unit unit = layout.timeUnit();
        boolean said = unit != null || layout.timePattern() != null;
        if (unit == null) {
            unit = said ? Unit.PATTERN : unit(text);
        }
        TimeFormat format =
                TimeFormat.of(
                        new StreamSpec.Time(
                                timeColumn, unit, layout.timePattern(), layout.zone(), null));
        if (!said) {
            format.micros(text); // a row whose time cannot be read shows no unit
        }
        return format;
    }

    /** A number's unit by its magnitude: today is 1.8e9 s, 1.8e12 ms, 1.8e15 us, 1.8e18 ns. */
    private Unit unit(String text) throws BadRecordException {
        if (text.isBlank()) {
            throw Faults.missingTime(timeColumn);
        }
        double size = Math.abs(Numbers.plain(text.strip()));
        if (Double.isNaN(size)) {
            return Unit.ISO;
        }
        return size < 1e11 ? Unit.S : size < 1e14 ? Unit.MS : size < 1e17 ? Unit.US : Unit.NS;
    }

    private List<String> values(String[] row) {
        if (!layout.valueColumns().isEmpty()) {
            return layout.valueColumns();
        }
        List<String> values = new ArrayList<>();
        for (int i = 0; i < row.length; i++) {
            String name = columns.get(i);
            boolean other =
                    !name.equals(timeColumn)
                            && !name.equals(layout.keyColumn())
                            && !layout.covariateColumns().contains(name);
            if (other && !name.isEmpty() && Numbers.isValue(row[i])) {
                if (values.contains(name)) {
                    throw new SpecException(
                            List.of(
                                    "the header line has two columns called "
                                            + name
                                            + "; name the columns with values; "
                                            + listing()));
                }
                values.add(name);
            }
        }
        if (values.isEmpty() || values.size() > MAX_VALUES) {
            throw new SpecException(
                    List.of(
                            "the first row has numbers in "
                                    + values.size()
                                    + " columns besides the time; name 1 to "
                                    + MAX_VALUES
                                    + " columns with values; "
                                    + listing()));
        }
        return values;
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
        return "its columns are " + Details.line(String.join(", ", columns));
    }
}
