package io.undercurrent.cli.csv;

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

/**
 * A small CSV file with a header line, gzipped if its name ends in .gz, read whole. Events are read
 * row by row instead: {@link CsvInput}.
 */
public final class CsvTable {
    private final Path file;
    private final List<String> header;
    private final List<CsvRecord> rows;

    private CsvTable(Path file, List<CsvRecord> all) {
        this.file = file;
        header = all.get(0).getFields().stream().map(cell -> cell.replace("\uFEFF", "")).toList();
        rows = all.subList(1, all.size());
    }

    /**
     * Reads a file.
     *
     * @param file the file
     * @param separator the character between cells
     * @return its header and rows
     * @throws IllegalArgumentException if it is no CSV or is empty
     * @throws IOException if it cannot be read
     */
    public static CsvTable read(Path file, char separator) throws IOException {
        List<CsvRecord> all = new ArrayList<>();
        try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
                InputStream plain =
                        file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
                Reader text = new InputStreamReader(plain, StandardCharsets.UTF_8);
                CsvReader<CsvRecord> reader =
                        CsvReader.builder()
                                .commentStrategy(CommentStrategy.NONE)
                                .fieldSeparator(separator)
                                .ofCsvRecord(text)) {
            reader.forEach(all::add);
        } catch (CsvParseException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
        if (all.isEmpty()) {
            throw new IllegalArgumentException(
                    file + " is empty: expected are a header line and rows under it");
        }
        return new CsvTable(file, all);
    }

    /** The file, for messages. */
    public Path file() {
        return file;
    }

    /** The columns' names. */
    public List<String> header() {
        return header;
    }

    /** The number of rows under the header line. */
    public int rows() {
        return rows.size();
    }

    /** The number of cells of a row. */
    public int cells(int row) {
        return rows.get(row).getFieldCount();
    }

    /**
     * A cell's text.
     *
     * @throws IndexOutOfBoundsException if the row has fewer cells
     */
    public String cell(int row, int column) {
        return rows.get(row).getField(column);
    }

    /** The row's line in the file, counted from 1. */
    public long line(int row) {
        return rows.get(row).getStartingLineNumber();
    }

    /** File and line of a row, as errors name it. */
    public String place(int row) {
        return String.format(Locale.ROOT, "%s, line %d", file, line(row));
    }

    /**
     * The column of a name.
     *
     * @throws IllegalArgumentException if there is none; the message lists those that there are
     */
    public int column(String name) {
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
