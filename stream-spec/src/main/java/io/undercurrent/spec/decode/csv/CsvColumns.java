package io.undercurrent.spec.decode.csv;

import io.undercurrent.spec.decode.event.Details;
import io.undercurrent.spec.option.SpecException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Decides from the first rows which of the columns without a declared role hold values.
 *
 * <p>A column holds values unless it has a text and not more numbers than texts. Each column that
 * is left out is reported with the reason. If the rows arrive one at a time, as from a pipe, the
 * first row has to decide; if it left out a column wrongly, that is reported too.
 */
final class CsvColumns {
    /** What one column's cells have shown so far. */
    private static final class Column {
        final int index;
        final String name;
        int numbers;
        int texts;
        String text;
        long textLine;

        Column(int index, String name) {
            this.index = index;
            this.name = name;
        }

        boolean isValue() {
            return texts == 0 || numbers > texts;
        }
    }

    private final List<Column> columns = new ArrayList<>();
    private final List<Column> leftOut = new ArrayList<>();
    private final CsvNumbers cells;
    private final Consumer<String> notes;
    private boolean nameless;

    CsvColumns(CsvNumbers cells, Consumer<String> notes) {
        this.cells = cells;
        this.notes = notes;
    }

    void add(int index, String name) {
        if (name.isEmpty()) {
            nameless = true;
        } else {
            columns.add(new Column(index, name));
        }
    }

    /** Counts a row's cells; the row has as many as the header. */
    void see(CsvLine line) {
        for (Column column : columns) {
            String cell = line.cells()[column.index];
            switch (cells.kind(cell)) {
                case NUMBER -> column.numbers++;
                case TEXT -> {
                    if (column.texts++ == 0) {
                        column.text = cell;
                        column.textLine = line.number();
                    }
                }
                case MISSING -> {
                    // decides nothing
                }
            }
        }
    }

    /** The columns with values; remembers which are left out. */
    List<String> values() {
        List<String> values = new ArrayList<>();
        for (Column column : columns) {
            if (column.isValue()) {
                values.add(column.name);
            } else {
                leftOut.add(column);
            }
        }
        columns.removeAll(leftOut);
        return values;
    }

    /** The value columns in which no number has been seen. */
    List<String> open() {
        return columns.stream()
                .filter(column -> column.numbers == 0)
                .map(column -> column.name)
                .toList();
    }

    /**
     * Whether there is text and no number at all, so that the columns that are empty so far are
     * unlikely to hold the values. A single row counts only if point and comma seem to be swapped.
     */
    boolean isMisread(int rows) {
        boolean separator = leftOut.stream().anyMatch(c -> cells.isOfOtherSeparator(c.text));
        return !leftOut.isEmpty()
                && columns.stream().allMatch(column -> column.numbers == 0)
                && (rows > 1 || separator);
    }

    /** Reports which columns are left out. */
    void report() {
        if (nameless) {
            notes.accept("a column is left out: it has no name in the header line");
        }
        for (Column column : leftOut) {
            notes.accept("column " + column.name + " is left out: " + reason(column));
        }
    }

    /** The names of the columns that are left out. */
    List<String> leftOut() {
        return leftOut.stream().map(column -> column.name).toList();
    }

    /** The refusal if no column has numbers. */
    SpecException none(String listing) {
        List<String> why = new ArrayList<>();
        for (Column column : leftOut) {
            why.add("column " + column.name + ": " + reason(column));
        }
        why.add(
                "the first rows have numbers in 0 columns other than the time; name 1 to 64 columns with values; "
                        + listing);
        return new SpecException(why);
    }

    /**
     * Looks at a later row that would have taken part in the decision if it had arrived in time.
     */
    void watch(CsvLine line) {
        for (Column column : leftOut) {
            String cell = line.cells()[column.index];
            if (cells.kind(cell) == CsvNumbers.Kind.NUMBER) {
                column.numbers++;
                if (column.numbers > column.texts) {
                    notes.accept(
                            "column "
                                    + column.name
                                    + " was left out and has the number "
                                    + Details.cut(cell)
                                    + " in line "
                                    + line.number()
                                    + "; name it by --values to have it read");
                    column.numbers = Integer.MIN_VALUE; // reported once
                }
            } else if (cells.kind(cell) == CsvNumbers.Kind.TEXT) {
                column.texts++;
            }
        }
    }

    private String reason(Column column) {
        String reason =
                column.texts == 1
                        ? "the text " + Details.quote(column.text) + " in line " + column.textLine
                        : "texts in "
                                + column.texts
                                + " of the first rows, such as "
                                + Details.quote(column.text)
                                + " in line "
                                + column.textLine;
        return cells.isOfOtherSeparator(column.text)
                ? reason + "; if that is a number, say --decimal-separator '" + cells.other() + "'"
                : reason;
    }
}
