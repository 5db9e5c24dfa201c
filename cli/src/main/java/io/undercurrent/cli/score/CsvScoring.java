package io.undercurrent.cli.score;

import io.undercurrent.cli.csv.CsvInput;
import io.undercurrent.scorer.ScoreOutput;
import io.undercurrent.scorer.Scorer;
import io.undercurrent.scorer.ScorerOptions;
import io.undercurrent.scorer.SequenceModel;
import io.undercurrent.scorer.Slab;
import io.undercurrent.spec.decode.csv.CsvRow;
import io.undercurrent.spec.decode.csv.CsvRows;
import io.undercurrent.spec.decode.event.DecodedEvent;
import io.undercurrent.spec.option.SourceOptions.Late;
import io.undercurrent.stream.scoring.LateEvents;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Set;

/**
 * Scores rows one at a time: no score depends on a later row. Every output row is flushed, so that
 * the scores of a slow input appear as its rows arrive.
 */
final class CsvScoring {
    private final SequenceModel model;
    private final ToOptions options;
    private final LateEvents late;
    private final boolean keyed;
    private final SpillableKeyStates slabs;

    /** Keys whose state was read from the file and has not been resumed yet. */
    private final Set<String> known;

    private ScorerOptions chosen;
    private Scorer scorer;
    private ScoreOutput result;
    private ScoreTable table;
    private boolean wentOn;
    private long unpredicted;

    /**
     * Creates a scoring.
     *
     * @param options the scorer's options for the columns of the input
     * @param slabs all key states
     * @param known the keys whose states {@code slabs} already holds, to be resumed
     */
    CsvScoring(
            SequenceModel model,
            ToOptions options,
            Late late,
            boolean keyed,
            SpillableKeyStates slabs,
            Set<String> known) {
        this.known = known;
        this.slabs = slabs;
        this.model = model;
        this.options = options;
        this.late = new LateEvents(late);
        this.keyed = keyed;
    }

    /** Gives the scorer's options for numbers of value columns and covariates. */
    @FunctionalInterface
    interface ToOptions {
        ScorerOptions of(int channels, int covariates);
    }

    /**
     * Scores all rows.
     *
     * @throws CsvInput.StrictStop at the first refused row if the input is strict
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

    private Slab keyState(String key) throws IOException {
        Slab slab = slabs.get(key);
        boolean goesOn = slab != null && known.remove(key);
        wentOn |= goesOn;
        if (slab == null || goesOn) {
            slab = goesOn ? scorer.adopt(slab) : scorer.newSlab();
            slabs.put(key, slab);
        }
        return slab;
    }

    /** Whether any key of the rows had a state at the start. */
    boolean wentOn() {
        return wentOn;
    }

    /**
     * Passes on every current key state in the order of the keys, including those of keys without
     * rows.
     */
    void keyStates(Taking taking) throws IOException {
        for (String key : slabs.sorted()) {
            Slab slab = slabs.peek(key);
            taking.take(key, known.contains(key) ? scorer.adopt(slab) : slab);
        }
    }

    /** Receives a key state. */
    @FunctionalInterface
    interface Taking {
        void take(String key, Slab slab) throws IOException;
    }

    /** The options that key states are created with; null before the first readable row. */
    ScorerOptions options() {
        return chosen;
    }

    /** Rows whose forecast was not finite. */
    long unpredicted() {
        return unpredicted;
    }

    /** The scorer; null before the first readable row. */
    Scorer scorer() {
        return scorer;
    }

    /** Writes the row's score and returns null, or returns why there is none. */
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
        Slab slab = keyState(event.key());
        long time = Scorer.time(slab, event.timeMicros(), event.overlapMicros());
        if (late.refuse(slab, time) != null) {
            return "late: its time is older than the newest of its key; --late score scores it";
        }
        scorer.score(slab, time, event.values(), result);
        unpredicted += result.status == ScoreOutput.Status.UNPREDICTED ? 1 : 0;
        out.println(table.row(row, result));
        // A PrintStream throws no exceptions: a full disk or a closed pipe must end the command.
        if (out.checkError()) {
            throw new IOException("the scores cannot be written: the output is closed or full");
        }
        return null;
    }
}
