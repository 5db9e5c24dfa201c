package io.undercurrent.cli.score;

import static io.undercurrent.cli.csv.CsvCells.append;
import static io.undercurrent.cli.csv.CsvCells.quoted;

import io.undercurrent.scorer.ScoreOutput;
import io.undercurrent.spec.decode.csv.CsvRow;
import java.util.List;

/** The columns of {@code score}'s output; with several values, each has its own four columns. */
final class ScoreTable {
    private static final List<String> PER_VALUE = List.of("value", "expected", "lower", "upper");

    private final List<String> names;
    private final boolean keyed;

    ScoreTable(List<String> names, boolean keyed) {
        this.names = names;
        this.keyed = keyed;
    }

    String header() {
        StringBuilder line = new StringBuilder("timestamp");
        if (keyed) {
            line.append(",key");
        }
        for (String name : names) {
            for (String column : PER_VALUE) {
                line.append(',').append(names.size() == 1 ? column : quoted(column + "." + name));
            }
        }
        return line.append(",score,severity,status,alarm").toString();
    }

    String row(CsvRow row, ScoreOutput out) {
        StringBuilder line = new StringBuilder(quoted(row.time()));
        if (keyed) {
            line.append(',').append(quoted(row.event().key()));
        }
        for (int c = 0; c < names.size(); c++) {
            append(line, out.values[c]);
            append(line, out.expected[c]);
            append(line, out.lower[c]);
            append(line, out.upper[c]);
        }
        append(line, out.score);
        append(line, out.severity);
        return line.append(',').append(out.status).append(',').append(out.alarm).toString();
    }
}
