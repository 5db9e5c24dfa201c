package io.undercurrent.cli.history;

import io.undercurrent.cli.csv.CsvInput;
import io.undercurrent.cli.csv.CsvOptions;
import io.undercurrent.command.InputFile;
import io.undercurrent.spec.decode.csv.CsvRow;
import io.undercurrent.spec.decode.csv.CsvRows;
import io.undercurrent.stream.record.LocalTimeResolver;
import io.undercurrent.training.history.HistoryBuilder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Reads a history from files, .csv or .csv.gz, parsed as {@code score} parses them. */
public final class CsvHistory {
    private final CsvOptions options;
    private final LocalTimeResolver order = new LocalTimeResolver();
    private final PrintWriter err;
    private int covariates;

    /** Reads files of one layout; {@code err} receives what the user should know about them. */
    public CsvHistory(CsvOptions options, PrintWriter err) {
        this.options = options;
        this.err = err;
    }

    /**
     * Reads files as one history.
     *
     * @throws IllegalArgumentException if a file is missing or none of its rows can be read
     * @throws CsvInput.StrictStop if a row is refused under {@code --strict}
     */
    public HistoryBuilder read(List<Path> files) throws IOException {
        files.forEach(InputFile::check); // report a mistyped name before reading the first file
        HistoryBuilder history = new HistoryBuilder();
        UnreadableRows unreadable = new UnreadableRows("rows");
        for (Path file : files) {
            read(file, history, unreadable);
        }
        unreadable.report(history);
        return history;
    }

    /** Number of covariate columns of each file; 0 before they are read. */
    public int covariates() {
        return covariates;
    }

    private void read(Path file, HistoryBuilder history, UnreadableRows unreadable)
            throws IOException {
        String name = String.valueOf(file.getFileName());
        try (CsvInput input = CsvInput.open(file, options, name, err, file + ": ")) {
            CsvRows rows = input.rows();
            covariates = rows.covariateColumns().size();
            for (CsvRow row = input.next(); row != null; row = input.next()) {
                if (row.isBroken()) {
                    String place = file + ", line " + row.line();
                    unreadable.add(place, row.problem().detail());
                    if (options.isStrict()) {
                        input.refuse(row, row.problem().detail());
                    }
                    input.skip();
                } else {
                    history.add(
                            row.event().key(),
                            Stream.concat(
                                            rows.valueColumns().stream(),
                                            rows.covariateColumns().stream())
                                    .toList(),
                            order.micros(row.event()),
                            row.event().values());
                }
            }
            if (input.keyHint() != null) {
                history.keyHint(input.keyHint());
            }
            input.summary("used", "");
        }
    }
}
