package io.undercurrent.spec.decode.csv;

import io.undercurrent.schemas.DeadLetterReason;
import io.undercurrent.spec.decode.event.BadRecordException;
import io.undercurrent.spec.decode.event.DecodedEvent;
import io.undercurrent.spec.decode.event.Faults;
import io.undercurrent.spec.decode.time.TimeGuess;
import io.undercurrent.spec.option.SpecException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads a CSV file with a header line as events, row by row as the input arrives.
 *
 * <p>Before it returns the first row, it looks at the rows that can be read without waiting, up to
 * {@value #LOOK_ROWS} rows and {@value #LOOK_CHARS} characters: the first rows of a file, or those
 * that have arrived from a pipe. They show what is not declared: how times are written and which
 * columns hold values. It never waits for a row just to look at it.
 *
 * <p>A row is a line: quoted cells cannot hold line ends, so that a stray quote breaks one row and
 * not the rest of the file. Blank lines are skipped. An instance serves one thread.
 */
public final class CsvRows {
    private static final int LOOK_ROWS = 100;
    private static final int LOOK_CHARS = 1 << 16;

    private final LineReader lines;
    private final CsvSplitter splitter;
    private final CsvLayout layout;
    private final CsvHeader header;

    /** Rows that were looked at but are not returned yet. */
    private final Deque<CsvLine> ahead = new ArrayDeque<>();

    /**
     * The last line that was looked at, and how many later rows to watch, as they came too late.
     */
    private long lookedTo;

    private int toWatch;
    private String[] row = {};

    /** Null until a row has shown how times are written. */
    private TimeGuess times;

    private CsvCells cells;
    private OpenColumns open;

    private CsvRows(LineReader lines, CsvLayout layout, Consumer<String> notes) throws IOException {
        this.lines = lines;
        this.layout = layout;
        this.splitter = new CsvSplitter(layout.delimiter());
        this.header = new CsvHeader(headerCells(), layout, notes);
    }

    /**
     * Reads the header line; waits for it if it has not arrived yet.
     *
     * @param in the file, UTF-8; stays open
     * @param layout what is known about it
     * @param notes receives what a user should know, one sentence each, such as which columns are
     *     left out and why
     * @return the rows after the header
     * @throws IOException if the input cannot be read
     * @throws SpecException if the header lacks a column; the message lists the existing ones
     */
    public static CsvRows open(InputStream in, CsvLayout layout, Consumer<String> notes)
            throws IOException {
        return new CsvRows(new LineReader(in, layout.maxLineBytes()), layout, notes);
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
     * @return in the order of {@link DecodedEvent#values}, in which the covariates come after them;
     *     empty as long as they are to be detected and no readable row has come
     */
    public List<String> valueColumns() {
        if (cells == null) {
            return header.values();
        }
        List<String> fields = cells.valueFields();
        return fields.subList(0, fields.size() - header.covariates().size());
    }

    /**
     * The columns that are read after the values.
     *
     * @return the layout's, each a column of the header
     */
    public List<String> covariateColumns() {
        return header.covariates();
    }

    /**
     * The columns that hold no values and have no other role, if that was detected.
     *
     * @return their names
     */
    public List<String> leftOutColumns() {
        return header.found() == null ? List.of() : header.found().leftOut();
    }

    /**
     * The columns that were detected as values, but have held no number so far.
     *
     * @return their names; empty if the layout names the values' columns
     */
    public List<String> numberlessColumns() {
        return open == null ? List.of() : open.numberless(valueColumns());
    }

    /**
     * The column with the time.
     *
     * @return its name
     */
    public String timeColumn() {
        return header.time();
    }

    /**
     * How times are read, in words.
     *
     * @return such as {@code ISO-8601}; empty as long as no readable row has come
     */
    public String timeWords() {
        return times == null ? "" : times.words();
    }

    /**
     * A cell of the row that {@link #next} returned last, as written in the file.
     *
     * @param column its index in {@link #columns}
     * @return the text; empty if the row has no such cell, or could not be split into cells
     */
    public String cell(int column) {
        return column < row.length ? row[column] : "";
    }

    /**
     * Returns the next row, broken or not; waits for its line's end and for nothing after it.
     *
     * @return null at the end of the input
     * @throws IOException if the input cannot be read
     * @throws SpecException if the first rows show no values, or not how times are written; the
     *     message says what to name
     */
    public CsvRow next() throws IOException {
        if (ahead.isEmpty()) {
            if (!read()) {
                return null;
            }
            if (cells == null) {
                look();
            }
        }
        CsvLine line = ahead.remove();
        row = line.cells() == null ? new String[0] : line.cells();
        try {
            return row(line);
        } catch (BadRecordException e) {
            return new CsvRow(line.number(), "", null, e);
        }
    }

    private CsvRow row(CsvLine line) throws BadRecordException {
        if (line.problem() != null) {
            throw line.problem();
        }
        CsvCells.checkCount(row, header.columns().size());
        if (cells == null) {
            throw unreadable(line);
        }
        open.at(line.number());
        if (toWatch > 0 && line.number() > lookedTo && header.found() != null) {
            toWatch--;
            header.found().watch(line);
        }
        try {
            DecodedEvent event = cells.event(layout.seriesKey(), row);
            return new CsvRow(line.number(), cells.time(row), event, null);
        } catch (BadRecordException e) {
            throw e.reason() == DeadLetterReason.BAD_TIME ? withOption(e) : e;
        }
    }

    /** The problem of a row that came before any row showed how times are written. */
    private BadRecordException unreadable(CsvLine line) {
        try {
            return header.times(List.of(line)) == null
                    ? Faults.missingTime(header.time())
                    : Faults.badTime("no row has shown yet how times are written");
        } catch (BadRecordException e) {
            return withOption(e);
        }
    }

    private static BadRecordException withOption(BadRecordException e) {
        return new BadRecordException(
                e.reason(), e.detail() + " (for a file: --time-unit, --time-pattern)");
    }

    /** Looks at the rows that have arrived; if they show nothing, the next ones may. */
    private void look() throws IOException {
        int chars = 0;
        while (ahead.size() < LOOK_ROWS && chars < LOOK_CHARS && lines.isReady() && read()) {
            String[] last = ahead.getLast().cells();
            for (int i = 0; last != null && i < last.length; i++) {
                chars += last[i].length();
            }
        }
        List<CsvLine> whole = new ArrayList<>();
        for (CsvLine line : ahead) {
            if (line.problem() == null && line.cells().length == header.columns().size()) {
                whole.add(line);
            }
        }
        if (whole.isEmpty()) {
            return;
        }
        try {
            times = header.times(whole);
        } catch (BadRecordException e) {
            return; // each of these rows reports it when it is returned
        }
        if (times != null) {
            cells = header.cells(whole, times);
            open = cells.open();
            toWatch = LOOK_ROWS - whole.size();
            lookedTo = lines.number();
        }
    }

    /** Adds the next row to those that are looked at; returns false at the input's end. */
    private boolean read() throws IOException {
        try {
            String line = lines.next();
            while (line != null && line.isBlank()) {
                line = lines.next();
            }
            if (line == null) {
                return false;
            }
            ahead.add(new CsvLine(lines.number(), splitter.split(line), null));
        } catch (BadRecordException e) {
            ahead.add(new CsvLine(lines.number(), null, e));
        }
        return true;
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
