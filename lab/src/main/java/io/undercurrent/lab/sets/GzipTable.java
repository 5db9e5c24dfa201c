package io.undercurrent.lab.sets;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** A CSV file with a header line, gzipped if its name ends in .gz, read whole. */
final class GzipTable {
    private final Path file;
    private final List<String> header;
    private final List<CsvRecord> rows;

    private GzipTable(Path file, List<String> header, List<CsvRecord> rows) {
        this.file = file;
        this.header = header;
        this.rows = rows;
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
        List<CsvRecord> all = new ArrayList<>();
        try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
                Reader text =
                        new InputStreamReader(
                                name.endsWith(".gz") ? new GZIPInputStream(bytes) : bytes,
                                StandardCharsets.UTF_8);
                CsvReader<CsvRecord> reader =
                        CsvReader.builder()
                                .commentStrategy(CommentStrategy.NONE)
                                .fieldSeparator(separator)
                                .ofCsvRecord(text)) {
            reader.forEach(all::add);
        } catch (CsvParseException e) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "%s: %s", file, e.getMessage()), e);
        }
        if (all.size() < 2) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "%s: %d rows: expected are a header line and rows under it",
                            file,
                            all.size()));
        }
        return new GzipTable(file, all.get(0).getFields(), all.subList(1, all.size()));
    }

    List<String> header() {
        return header;
    }

    int rows() {
        return rows.size();
    }

    String cell(int row, int column) {
        return rows.get(row).getField(column);
    }

    int cells(int row) {
        return rows.get(row).getFieldCount();
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

    /** File and line of a row, as errors name it. */
    String place(int row) {
        return String.format(
                Locale.ROOT, "%s, line %d", file, rows.get(row).getStartingLineNumber());
    }

    /** The column of a name, or an error that lists those that are there. */
    int column(String name) {
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
}
