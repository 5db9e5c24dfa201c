package io.undercurrent.cli.csv;

/** Writes cells of CSV output. */
public final class CsvCells {
    private CsvCells() {}

    /** Appends a comma and a number; the cell of NaN is empty. */
    public static void append(StringBuilder line, double number) {
        line.append(',');
        if (!Double.isNaN(number)) {
            line.append(number);
        }
    }

    /** A text as a cell, in quotes if it needs them. */
    public static String quoted(String cell) {
        boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }
}
