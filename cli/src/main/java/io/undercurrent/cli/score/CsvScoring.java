package io.undercurrent.cli.score;

import io.undercurrent.cli.csv.CsvInput;
import io.undercurrent.scorer.ScoreOutput;
import io.undercurrent.scorer.Scorer;
import io.undercurrent.scorer.ScorerOptions;
import io.undercurrent.scorer.SequenceModel;
import io.undercurrent.scorer.Slab;
import io.undercurrent.spec.SourceOptions.Late;
import io.undercurrent.spec.decode.CsvRow;
import io.undercurrent.spec.decode.CsvRows;
import io.undercurrent.spec.decode.DecodedEvent;
import io.undercurrent.stream.scoring.LateEvents;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Set;

/**
 * Rows in, scores out, one row at a time: no row knows of a later one. Every output row is flushed,
 * so that a slow input is seen as it comes.
 */
final class CsvScoring {
    private final SequenceModel model;
    private final ToOptions options;
    private final LateEvents late;
    private final boolean keyed;
    private final KeyMemories slabs;

    /** Keys whose memory was read and not gone on with yet. */
    private final Set<String> known;

    private ScorerOptions chosen;
    private Scorer scorer;
    private ScoreOutput result;
    private ScoreTable table;
    private boolean wentOn;

    /**
     * A scoring.
     *
     * @param options by the number of value columns
     * @param slabs all memories
     * @param known the keys whose memories stand there already, to go on with
     */
    CsvScoring(
            SequenceModel model,
            ToOptions options,
            Late late,
            boolean keyed,
            KeyMemories slabs,
            Set<String> known) {
        this.known = known;
        this.slabs = slabs;
        this.model = model;
        this.options = options;
        this.late = new LateEvents(late);
        this.keyed = keyed;
    }

    /** Options by the numbers of value columns and covariates. */
    @FunctionalInterface
    interface ToOptions {
        ScorerOptions of(int channels, int covariates);
    }

    /**
     * Scores all rows.
     *
     * @throws CsvInput.StrictStop at the first refused row where the input is strict
     */
    void run(CsvInput input, PrintStream out) throws IOException {
        for (CsvRow row = input.next(); row != null; row = input.next()) {
            String problem =
                    row.isBroken() ? row.problem().detail() : score(input.rows(), row, out);
            if (problem != null) {
                input.refuse(row, problem);
            }
        }
        if (input.read() == 0) {
            throw new IllegalArgumentException(
                    "the input has a header line and no row; expected are rows under it");
        }
    }

    private Slab memory(String key) throws IOException {
        Slab slab = slabs.get(key);
        boolean goesOn = slab != null && known.remove(key);
        wentOn |= goesOn;
        if (slab == null || goesOn) {
            slab = goesOn ? scorer.adopt(slab) : scorer.newSlab();
            slabs.put(key, slab);
        }
        return slab;
    }

    /** Whether any key of the rows had a memory to begin with. */
    boolean wentOn() {
        return wentOn;
    }

    /** Each memory as it is now, by key, those of keys without rows among them. */
    void memories(Taking taking) throws IOException {
        for (String key : slabs.sorted()) {
            Slab slab = slabs.peek(key);
            taking.take(key, known.contains(key) ? scorer.adopt(slab) : slab);
        }
    }

    /** What takes a memory. */
    @FunctionalInterface
    interface Taking {
        void take(String key, Slab slab) throws IOException;
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
            chosen = options.of(channels, rows.covariateColumns().size());
            scorer = new Scorer(model, chosen, 1);
            result = new ScoreOutput(channels);
            table = new ScoreTable(rows.valueColumns(), keyed);
            out.println(table.header());
        }
        Slab slab = memory(event.key());
        long time = Scorer.time(slab, event.timeMicros(), event.overlapMicros());
        if (late.refuse(slab, time) != null) {
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
