package io.undercurrent.cli.train;

import io.undercurrent.cli.csv.CsvInput;
import io.undercurrent.cli.csv.CsvOptions;
import io.undercurrent.command.InputFile;
import io.undercurrent.spec.decode.CsvRow;
import io.undercurrent.spec.decode.CsvRows;
import io.undercurrent.stream.record.KeyOrder;
import io.undercurrent.training.history.HistoryBuilder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Reads files, .csv or .csv.gz, as {@code score} reads them. */
final class CsvHistory {
    private final CsvOptions options;
    private final KeyOrder order = new KeyOrder();
    private final PrintWriter err;
    private int covariates;

    CsvHistory(CsvOptions options, PrintWriter err) {
        this.options = options;
        this.err = err;
    }

    HistoryBuilder read(List<Path> files) throws IOException {
        files.forEach(InputFile::check); // a mistyped last name is said before the first is read
        HistoryBuilder history = new HistoryBuilder();
        Broken broken = new Broken("rows");
        for (Path file : files) {
            read(file, history, broken);
        }
        broken.report(history);
        return history;
    }

    /** How many columns of each file are covariates, once they are read. */
    int covariates() {
        return covariates;
    }

    private void read(Path file, HistoryBuilder history, Broken broken) throws IOException {
        String name = String.valueOf(file.getFileName());
        try (CsvInput input = CsvInput.open(file, options, name, err, file + ": ")) {
            CsvRows rows = input.rows();
            covariates = rows.covariateColumns().size();
            for (CsvRow row = input.next(); row != null; row = input.next()) {
                if (row.isBroken()) {
                    String place = file + ", line " + row.line();
                    broken.add(place, row.problem().detail());
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
