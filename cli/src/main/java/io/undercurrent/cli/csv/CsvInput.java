package io.undercurrent.cli.csv;

import io.undercurrent.spec.decode.csv.CsvRow;
import io.undercurrent.spec.decode.csv.CsvRows;
import io.undercurrent.spec.option.SpecException;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/**
 * Reads a file's rows for a command: counts them, watches their times, and reports on standard
 * error what the user should know, in the same words in every command.
 */
public final class CsvInput implements Closeable {
    /** Exit status if a row was refused under {@code --strict}. */
    public static final int ROWS_REFUSED = 3;

    private static final int MAX_NAMES = 20;

    private final InputStream in;
    private final CsvRows rows;
    private final KeyWatch watch;
    private final PrintWriter err;
    private final String prefix;

    /** Null for standard input. */
    private final Path file;

    private final boolean strict;
    private long read;
    private long refused;

    /** A row was refused under {@code --strict}; the reason has already been reported. */
    public static final class StrictStop extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private StrictStop() {
            super("a row was refused under --strict");
        }
    }

    private CsvInput(
            InputStream in,
            CsvOptions options,
            String series,
            PrintWriter err,
            String prefix,
            Path file)
            throws IOException {
        this.file = file;
        this.in = in;
        this.err = err;
        this.prefix = prefix;
        this.strict = options.isStrict();
        this.rows = CsvRows.open(in, options.layout(series), this::say);
        this.watch = new KeyWatch(rows, options.isKeyed());
    }

    /**
     * The rows of a stream, which only {@link #close} closes.
     *
     * @param series the key of all rows if no column holds the key
     * @param err receives notes and the summary
     */
    public static CsvInput of(InputStream in, CsvOptions options, String series, PrintWriter err)
            throws IOException {
        return new CsvInput(in, options, series, err, "", null);
    }

    /**
     * The rows of a file, .csv or .csv.gz.
     *
     * @param prefix text before each note, such as the file's name if there are several files
     */
    public static CsvInput open(
            Path file, CsvOptions options, String series, PrintWriter err, String prefix)
            throws IOException {
        return open(file, Files.newInputStream(file), options, series, err, prefix);
    }

    /**
     * The rows of a file whose bytes are read from a stream; closing the rows closes the stream.
     */
    public static CsvInput open(
            Path file,
            InputStream bytes,
            CsvOptions options,
            String series,
            PrintWriter err,
            String prefix)
            throws IOException {
        try {
            InputStream buffered = new BufferedInputStream(bytes);
            boolean zipped = file.toString().endsWith(".gz");
            InputStream plain = zipped ? new GZIPInputStream(buffered) : buffered;
            return new CsvInput(plain, options, series, err, prefix, file);
        } catch (SpecException e) {
            bytes.close();
            throw named(file, e);
        } catch (IOException | RuntimeException e) {
            bytes.close();
            throw e;
        }
    }

    /** The parsed file, with its columns and what each was recognized as. */
    public CsvRows rows() {
        return rows;
    }

    /** The next row, broken or not, or null at the end. */
    public CsvRow next() throws IOException {
        CsvRow row;
        try {
            row = rows.next();
        } catch (SpecException e) {
            throw file == null ? e : named(file, e);
        }
        if (row == null) {
            watch.end(this::say);
        } else {
            read++;
            watch.row(row, this::say);
        }
        return row;
    }

    /**
     * Reports and counts a row that is not used.
     *
     * @throws StrictStop under {@code --strict}, after the report
     */
    public void refuse(CsvRow row, String detail) {
        say("line " + row.line() + ": " + detail);
        skip();
    }

    /**
     * Counts a row that is not used; the caller reports it.
     *
     * @throws StrictStop under {@code --strict}
     */
    public void skip() {
        refused++;
        if (strict) {
            throw new StrictStop();
        }
    }

    /** Whether the first refused row ends the command. */
    public boolean isStrict() {
        return strict;
    }

    /**
     * The column that may tell mixed series apart, as words of a message; null if there is none.
     */
    public String keyHint() {
        return watch.candidate();
    }

    /** Number of rows read so far. */
    public long read() {
        return read;
    }

    /** Number of rows so far that were not used. */
    public long refused() {
        return refused;
    }

    /**
     * Prints what happened to the rows.
     *
     * @param used what happened to a used row, such as scored
     * @param more further figures, such as {@code 3 keys}; empty for none
     */
    public void summary(String used, String more) {
        StringBuilder line = new StringBuilder();
        line.append(
                String.format(
                        Locale.ROOT,
                        "%d %s read, %d %s, %d refused",
                        read,
                        read == 1 ? "row" : "rows",
                        read - refused,
                        used,
                        refused));
        line.append(more.isEmpty() ? "" : "; " + more);
        line.append("; time: ").append(rows.timeColumn());
        line.append(rows.timeWords().isEmpty() ? "" : " (" + rows.timeWords() + ")");
        list(line, "values", rows.valueColumns());
        list(line, "covariates", rows.covariateColumns());
        list(line, "without a number", rows.numberlessColumns());
        list(line, "left out", rows.leftOutColumns());
        say(line.toString());
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private static void list(StringBuilder line, String what, List<String> names) {
        if (names.isEmpty()) {
            return;
        }
        line.append("; ").append(what).append(": ");
        line.append(
                names.stream()
                        .limit(MAX_NAMES)
                        .map(name -> name.indexOf(',') < 0 ? name : '"' + name + '"')
                        .collect(Collectors.joining(", ")));
        if (names.size() > MAX_NAMES) {
            line.append(" and ").append(names.size() - MAX_NAMES).append(" more");
        }
    }

    private static SpecException named(Path file, SpecException e) {
        return new SpecException(
                e.problems().stream().map(problem -> file + ": " + problem).toList());
    }

    private void say(String words) {
        err.println(prefix + words);
        err.flush();
    }
}
