package io.undercurrent.spec.decode.csv;

import io.undercurrent.spec.decode.event.BadRecordException;
import io.undercurrent.spec.decode.event.DecodedEvent;
import io.undercurrent.spec.decode.event.Faults;
import io.undercurrent.spec.decode.time.TimeFormat;
import io.undercurrent.spec.value.GroupName;
import java.util.List;

/** Turns a row's cells into an event, given the role of each column. */
final class CsvCells {
    /** The value of {@code keyColumn} and {@code groupColumn} if no column has that role. */
    static final int NO_COLUMN = -1;

    private final int columns;
    private final int keyColumn;
    private final String keyField;
    private final int timeColumn;
    private final TimeFormat timeFormat;
    private final int groupColumn;
    private final int[] valueColumns;
    private final List<String> valueFields;
    private final CsvNumbers numbers;
    private final OpenColumns open;

    /**
     * Creates the reader of one layout.
     *
     * @param columns all columns in order
     * @param keyField the key's column, or null
     * @param timeFormat the time's column and format
     * @param valueFields the values' columns; all named columns are known to exist
     * @param groupField the column with the group's name, or null
     * @param numbers how cells write values
     * @param open the value columns that have held no number yet; empty if all columns are declared
     */
    CsvCells(
            List<String> columns,
            String keyField,
            TimeFormat timeFormat,
            List<String> valueFields,
            String groupField,
            CsvNumbers numbers,
            OpenColumns open) {
        this.numbers = numbers;
        this.open = open;
        this.columns = columns.size();
        this.keyField = keyField;
        this.keyColumn = keyField == null ? NO_COLUMN : columns.indexOf(keyField);
        this.timeFormat = timeFormat;
        this.timeColumn = columns.indexOf(timeFormat.field());
        this.groupColumn = groupField == null ? NO_COLUMN : columns.indexOf(groupField);
        this.valueFields = List.copyOf(valueFields);
        this.valueColumns = valueFields.stream().mapToInt(columns::indexOf).toArray();
    }

    /**
     * The row's event.
     *
     * @param key the event's key if no column holds it; otherwise ignored
     * @param cells the row
     */
    DecodedEvent event(String key, String[] cells) throws BadRecordException {
        checkCount(cells, columns);
        String eventKey = keyColumn == NO_COLUMN ? key : cells[keyColumn];
        if (eventKey.isEmpty()) {
            throw Faults.missingKey(keyField);
        }
        String time = cells[timeColumn];
        if (time.isBlank()) {
            throw Faults.missingTime(timeFormat.field());
        }
        long micros = timeFormat.micros(timeFormat.isNumber() ? numbers.withPoint(time) : time);
        double[] values = new double[valueColumns.length];
        for (int i = 0; i < values.length; i++) {
            String field = valueFields.get(i);
            String cell = cells[valueColumns[i]];
            values[i] = open.isOpen(field) ? open.parse(field, cell) : numbers.parse(field, cell);
        }
        String group = groupColumn == NO_COLUMN ? null : GroupName.of(cells[groupColumn]);
        return new DecodedEvent(eventKey, micros, timeFormat.overlapMicros(), values, group);
    }

    /** The time as written in a row that {@link #event} accepted. */
    String time(String[] cells) {
        return cells[timeColumn];
    }

    OpenColumns open() {
        return open;
    }

    List<String> valueFields() {
        return valueFields;
    }

    static void checkCount(String[] cells, int columns) throws BadRecordException {
        if (cells.length != columns) {
            throw Faults.undecodable(
                    "the row has "
                            + cells.length
                            + (cells.length == 1 ? " column, " : " columns, ")
                            + columns
                            + " are declared; check also the delimiter");
        }
    }
}
