package io.undercurrent.cli.train;

import io.undercurrent.command.InputFile;
import io.undercurrent.spec.decode.CsvRow;
import io.undercurrent.spec.decode.CsvRows;
import io.undercurrent.stream.record.KeyOrder;
import io.undercurrent.training.history.HistoryBuilder;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Reads files, .csv or .csv.gz, as {@code score} reads them. */
final class CsvHistory {
    private final CsvOptions options;
    private final List<String> values;
    private final List<String> covariates;
    private final KeyOrder order = new KeyOrder();

    CsvHistory(CsvOptions options, List<String> values, List<String> covariates) {
        this.options = options;
        this.values = values;
        this.covariates = covariates;
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

    private void read(Path file, HistoryBuilder history, Broken broken) throws IOException {
        String name = String.valueOf(file.getFileName());
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file));
                InputStream in = name.endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
            CsvRows rows =
                    CsvRows.open(
                            in, options.layout(name).withValues(values).withCovariates(covariates));
            for (CsvRow row = rows.next(); row != null; row = rows.next()) {
                if (row.isBroken()) {
                    broken.add("%s, line %d".formatted(file, row.line()), row.problem().detail());
                } else {
                    history.add(
                            row.event().key(),
                            Stream.concat(rows.valueColumns().stream(), covariates.stream())
                                    .toList(),
                            order.micros(row.event()),
                            row.event().values());
                }
            }
        }
    }
}
