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
import java.util.TreeMap;
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
    private final Map<String, Slab> known;
    private ScorerOptions chosen;
    private Scorer scorer;
    private ScoreOutput result;
    private ScoreTable table;
    private boolean wentOn;

    /**
     * A scoring.
     *
     * @param options by the number of value columns
     * @param known memories that keys go on with
     */
    CsvScoring(
            SequenceModel model,
            IntFunction<ScorerOptions> options,
            Late late,
            boolean keyed,
            Map<String, Slab> known) {
        this.known = known;
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

    private Slab begin(String key) {
        Slab before = known.remove(key);
        wentOn |= before != null;
        return before == null ? scorer.newSlab() : scorer.adopt(before);
    }

    /** Whether any key of the rows had a memory to begin with. */
    boolean wentOn() {
        return wentOn;
    }

    /** All memories as they are now, those of keys without rows among them. */
    Map<String, Slab> memories() {
        Map<String, Slab> all = new TreeMap<>();
        known.forEach((key, slab) -> all.put(key, scorer.adopt(slab)));
        all.putAll(slabs);
        return all;
    }

    /** What memories are made under, once a row was read. */
    ScorerOptions options() {
        return chosen;
    }

    /** The scorer, once a row was read. */
    Scorer scorer() {
        return scorer;
    }

    /** Writes the row's score, or returns why there is none. */
    private String score(CsvRows rows, CsvRow row, PrintStream out) throws IOException {
        DecodedEvent event = row.event();
        if (scorer == null) {
            int channels = rows.valueColumns().size();
            chosen = options.apply(channels);
            scorer = new Scorer(model, chosen, 1);
            result = new ScoreOutput(channels);
            table = new ScoreTable(rows.valueColumns(), keyed);
            out.println(table.header());
        }
        Slab slab = slabs.computeIfAbsent(event.key(), this::begin);
        long time = Scorer.time(slab, event.timeMicros(), event.overlapMicros());
        if (late == Late.DEAD_LETTER && Scorer.isLate(slab, time)) {
            Scorer.refuse(slab, time);
            return "late: its time is older than the newest of its key; --late score scores it";
        }
        scorer.score(slab, time, event.values(), result);
        out.println(table.row(row, result));
        // A print stream keeps its failures to itself: a full disk or a closed pipe must end this.
        if (out.checkError()) {
            throw new IOException("the scores cannot be written: the output is closed or full");
        }
        return null;
    }
}
