package io.undercurrent.spec.decode.csv;

import io.undercurrent.spec.decode.event.BadRecordException;
import io.undercurrent.spec.decode.event.Details;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Tracks detected value columns that have held no number yet, only missing values.
 *
 * <p>They count as values, so that numbers that come later are scored. If text comes first, texts
 * of that column count as missing values from then on. That is reported once, and no row is lost
 * because of them.
 */
final class OpenColumns {
    private final CsvNumbers numbers;
    private final Consumer<String> notes;
    private final Set<String> open;
    private final Set<String> text = new HashSet<>();
    private final Set<String> number = new HashSet<>();
    private long line;

    OpenColumns(Collection<String> columns, CsvNumbers numbers, Consumer<String> notes) {
        this.open = new HashSet<>(columns);
        this.numbers = numbers;
        this.notes = notes;
    }

    /** None: every column's role is declared. */
    static OpenColumns none() {
        return new OpenColumns(Set.of(), null, note -> {});
    }

    boolean isOpen(String column) {
        return !open.isEmpty() && open.contains(column);
    }

    /** Which of the columns have held no number so far. */
    List<String> numberless(List<String> columns) {
        return columns.stream().filter(c -> open.contains(c) && !number.contains(c)).toList();
    }

    /** Sets the number of the line that is parsed next, for the note. */
    void at(long number) {
        line = number;
    }

    double parse(String column, String cell) throws BadRecordException {
        CsvNumbers.Kind kind = numbers.kind(cell);
        if (kind == CsvNumbers.Kind.TEXT && text.add(column)) {
            notes.accept(
                    "column "
                            + column
                            + ": the text "
                            + Details.quote(cell)
                            + " in line "
                            + line
                            + " and no number before it; texts in this column count as missing values."
                            + " Name the columns with values by --values to leave it out");
        }
        if (kind != CsvNumbers.Kind.NUMBER) {
            return Double.NaN;
        }
        number.add(column);
        if (!text.contains(column)) {
            open.remove(column);
        }
        return numbers.parse(column, cell);
    }
}
