package io.undercurrent.cli.score;

import io.undercurrent.scorer.ScoreOutput;
import io.undercurrent.scorer.Scorer;
import io.undercurrent.scorer.ScorerOptions;
import io.undercurrent.scorer.SequenceModel;
import io.undercurrent.scorer.Slab;
import io.undercurrent.spec.StreamSpec.Late;
import io.undercurrent.spec.decode.CsvRow;
import io.undercurrent.spec.decode.CsvRows;
import io.undercurrent.spec.decode.DecodedEvent;
import java.io.IOException;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * Rows in, scores out, one row at a time: no row knows of a later one. Every output row is flushed,
 * so that a slow input is seen as it comes.
 */
final class CsvScoring {
    private final SequenceModel model;
    private final IntFunction<ScorerOptions> options;
    private final Late late;
    private final boolean keyed;
    private final Map<String, Slab> slabs = new HashMap<>();
    private Scorer scorer;
    private ScoreOutput result;
    private ScoreTable table;

    CsvScoring(SequenceModel model, IntFunction<ScorerOptions> options, Late late, boolean keyed) {
        this.model = model;
        this.options = options;
        this.late = late;
        this.keyed = keyed;
    }

    /** Scores all rows and returns how many were refused. */
    long run(CsvRows rows, PrintStream out, boolean strict, Consumer<String> problems)
            throws IOException {
        long read = 0;
        long refused = 0;
        for (CsvRow row = rows.next(); row != null; row = rows.next()) {
            read++;
            String problem = row.isBroken() ? row.problem().detail() : score(rows, row, out);
            if (problem != null) {
                refused++;
                problems.accept("line " + row.line() + ": " + problem);
                if (strict) {
                    return refused;
                }
            }
        }
        if (read == 0) {
            throw new IllegalArgumentException(
                    "the input has a header line and no row; expected are rows under it");
        }
        if (refused > 0) {
            problems.accept("%d of %d rows were not scored".formatted(refused, read));
        }
        return refused;
    }

    /** Writes the row's score, or returns why there is none. */
    private String score(CsvRows rows, CsvRow row, PrintStream out) throws IOException {
        DecodedEvent event = row.event();
        if (scorer == null) {
            int channels = rows.valueColumns().size();
            scorer = new Scorer(model, options.apply(channels), 1);
            result = new ScoreOutput(channels);
            table = new ScoreTable(rows.valueColumns(), keyed);
            out.println(table.header());
        }
        Slab slab = slabs.computeIfAbsent(event.key(), key -> scorer.newSlab());
        if (late == Late.DEAD_LETTER && Scorer.isLate(slab, event.timeMicros())) {
            return "late: its time is older than the newest of its key; --late score scores it";
        }
        scorer.score(slab, event.timeMicros(), event.values(), result);
        out.println(table.row(row, result));
        // A print stream keeps its failures to itself: a full disk or a closed pipe must end this.
        if (out.checkError()) {
            throw new IOException("the scores cannot be written: the output is closed or full");
        }
        return null;
    }
}
