package io.undercurrent.cli.score;

import io.undercurrent.command.InputFile;
import io.undercurrent.schemas.KeyState;
import io.undercurrent.scorer.ScorerOptions;
import io.undercurrent.scorer.SequenceModel;
import io.undercurrent.scorer.SlabCodec;
import io.undercurrent.stream.brokers.StartOffsets;
import io.undercurrent.stream.portable.KeyStateFile;
import io.undercurrent.stream.scoring.StreamOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine.Option;

/**
 * The files from which a scoring reads key states at its start and to which it writes them at its
 * end, in the format of {@code state export} and {@code state import}.
 */
final class StateFiles {
    @Option(
            names = "--state",
            paramLabel = "FILE",
            description =
                    "Resume with the key states of this file, which state export or --save-state wrote.")
    private Path from;

    @Option(
            names = "--save-state",
            paramLabel = "FILE",
            description =
                    "Write all key states at the end, for --state or state import; may be the same file.")
    private Path to;

    private String described;

    /** Whether key states are read from a file or written to one. */
    boolean kept() {
        return from != null || to != null;
    }

    /** Reads the key states to start from and returns their keys; empty if no file is named. */
    Set<String> read(SpillableKeyStates into) throws IOException {
        Set<String> known = new HashSet<>();
        if (from == null) {
            return known;
        }
        InputFile.check(from);
        try (KeyStateFile.Reader in = new KeyStateFile.Reader(from)) {
            described = in.model();
            for (KeyState state = in.read(); state != null; state = in.read()) {
                byte[] slab = KeyStateFile.bytes(state);
                into.put(state.getKey(), SlabCodec.decode(slab, slab.length));
                known.add(state.getKey());
            }
        }
        return known;
    }

    /**
     * The options that the key states were created with, as far as the file records them; {@code
     * own} if no file was read.
     */
    ScorerOptions options(ScorerOptions own) {
        if (described == null) {
            return own;
        }
        ScorerOptions like = StreamOptions.like(described, own);
        if (like.channels() != own.channels() || like.covariates() != own.covariates()) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "--state = %s: holds key states of %d value fields and %d covariates, the rows have %d and %d; name the same columns with --values and --covariates",
                            from,
                            like.channels(),
                            like.covariates(),
                            own.channels(),
                            own.covariates()));
        }
        return like;
    }

    /**
     * Writes the current key states of a scoring that read at least one row, if a file is named.
     */
    void write(SequenceModel model, CsvScoring scoring) throws IOException {
        if (to == null) {
            return;
        }
        String text = StreamOptions.describe(model, scoring.scorer(), scoring.options());
        try (var out = new KeyStateFile.Writer(to, text, StartOffsets.NONE)) {
            scoring.keyStates((key, slab) -> out.add(key, SlabCodec.encode(slab)));
            out.complete();
        }
    }

    /** Whether {@link #write} writes a file. */
    boolean areSaved() {
        return to != null;
    }

    /** Whether a file of key states to start from is named. */
    boolean areKnown() {
        return from != null;
    }
}
