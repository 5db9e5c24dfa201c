package io.undercurrent.spec.decode;

import io.undercurrent.spec.SpecException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Reads a CSV file with a header line as events, row by row as the input arrives.
 *
 * <p>A row is a line: quoted cells cannot hold line ends, so that a stray quote breaks one row and
 * not the rest of the file. Blank lines are passed over. It serves one thread.
 */
public final class CsvRows {
    private final LineReader lines;
    private final CsvSplitter splitter;
    private final CsvLayout layout;
    private final CsvHeader header;

    /** Known once a row has shown it. */
    private CsvCells cells;

    private CsvRows(LineReader lines, CsvLayout layout) throws IOException {
        this.lines = lines;
        this.layout = layout;
        this.splitter = new CsvSplitter(layout.delimiter());
        this.header = new CsvHeader(headerCells(), layout);
    }

    /**
     * Reads the header line, waiting for it where it has not arrived yet.
     *
     * @param in the file, UTF-8; stays open
     * @param layout what is known about it
     * @return the rows after the header
     * @throws IOException where the input cannot be read
     * @throws SpecException where the header lacks a column; it lists those that are there
     */
    public static CsvRows open(InputStream in, CsvLayout layout) throws IOException {
        return new CsvRows(new LineReader(in, layout.maxLineBytes()), layout);
    }

    /**
     * All columns that the header names.
     *
     * @return in the file's order
     */
    public List<String> columns() {
        return header.columns();
    }

    /**
     * The columns of the events' values.
     *
     * @return in the order of {@link DecodedEvent#values}, where the layout's covariates come after
     *     them; empty as long as they are still to be found out and no readable row has come
     */
    public List<String> valueColumns() {
        if (cells == null) {
            return layout.valueColumns();
        }
        List<String> fields = cells.valueFields();
        return fields.subList(0, fields.size() - layout.covariateColumns().size());
    }

    /**
     * The next row, broken or not; waits for its line's end and for nothing after it.
     *
     * @return null at the end of the input
     * @throws IOException where the input cannot be read
     * @throws SpecException where the first row shows no values; it says what to name
     */
    public CsvRow next() throws IOException {
        try {
            String line = lines.next();
            while (line != null && line.isBlank()) {
                line = lines.next();
            }
            return line == null ? null : row(line);
        } catch (BadRecordException e) {
            return new CsvRow(lines.number(), "", null, e);
        }
    }

    private CsvRow row(String line) throws BadRecordException {
        String[] row = splitter.split(line);
        if (cells == null) {
            cells = header.cells(row);
        }
        DecodedEvent event = cells.event(layout.seriesKey(), row);
        return new CsvRow(lines.number(), cells.time(row), event, null);
    }

    private String[] headerCells() throws IOException {
        try {
            String line = lines.next();
            if (line == null) {
                throw new SpecException(
                        List.of(
                                "the input is empty; expected is a header line such as"
                                        + " time,value"));
            }
            return splitter.split(line);
        } catch (BadRecordException e) {
            throw new SpecException(List.of("the header line cannot be read: " + e.detail()));
        }
    }
}
