package io.undercurrent.lab.sets;

import io.undercurrent.cli.csv.CsvTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** A CSV file of a public set, read whole, whose numbers may be missing. */
final class GzipTable {
    private final CsvTable table;

    private GzipTable(CsvTable table) {
        this.table = table;
    }

    /**
     * Reads a file.
     *
     * @param folder where the data sets are
     * @param name the file's path in it
     * @throws IllegalArgumentException where it is not there or holds no table
     * @throws IOException where it cannot be read
     */
    static GzipTable read(Path folder, String name) throws IOException {
        return read(folder, name, ',');
    }

    /** Reads a file whose cells are separated by another character. */
    static GzipTable read(Path folder, String name, char separator) throws IOException {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "%s is missing in the data folder %s; name the folder that holds it, or leave its set out",
                            name,
                            folder));
        }
        CsvTable table = CsvTable.read(file, separator);
        if (table.rows() == 0) {
            throw new IllegalArgumentException(
                    file + ": 1 rows: expected are a header line and rows under it");
        }
        return new GzipTable(table);
    }

    List<String> header() {
        return table.header();
    }

    int rows() {
        return table.rows();
    }

    String cell(int row, int column) {
        return table.cell(row, column);
    }

    int cells(int row) {
        return table.cells(row);
    }

    double number(int row, int column) {
        return number(cell(row, column), place(row));
    }

    /**
     * Reads a number cell.
     *
     * @param cell the text; empty, NA and NaN are missing values
     * @param place what to name in an error
     * @return the number, NaN where missing
     * @throws IllegalArgumentException where it is no number
     */
    private static double number(String cell, String place) {
        if (cell.isBlank() || cell.equals("NA") || cell.equalsIgnoreCase("nan")) {
            return Double.NaN;
        }
        try {
            return Double.parseDouble(cell);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "%s: '%s' is no number; allowed are numbers and empty cells",
                            place,
                            cell),
                    e);
        }
    }

    String place(int row) {
        return table.place(row);
    }

    int column(String name) {
        return table.column(name);
    }
}
