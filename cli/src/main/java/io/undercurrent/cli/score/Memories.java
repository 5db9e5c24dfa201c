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

/** Memories that a scoring begins with and leaves: files that the jobs read and write too. */
final class Memories {
    @Option(
            names = "--state",
            paramLabel = "FILE",
            description =
                    "Go on with the memories of this file, which state export or --save-state wrote.")
    private Path from;

    @Option(
            names = "--save-state",
            paramLabel = "FILE",
            description =
                    "Write all memories at the end, for --state or state import; may be the same file.")
    private Path to;

    private String described;

    /** Whether anybody sees these memories again. */
    boolean kept() {
        return from != null || to != null;
    }

    /** Reads the memories to begin with and returns their keys. */
    Set<String> read(KeyMemories into) throws IOException {
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

    /** The options that the memories were made under, as far as the file tells them. */
    ScorerOptions options(ScorerOptions own) {
        if (described == null) {
            return own;
        }
        ScorerOptions like = StreamOptions.like(described, own);
        if (like.channels() != own.channels() || like.covariates() != own.covariates()) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "--state = %s: holds memories of %d value fields and %d covariates, the rows have %d and %d; name the same columns with --values and --covariates",
                            from,
                            like.channels(),
                            like.covariates(),
                            own.channels(),
                            own.covariates()));
        }
        return like;
    }

    /** Writes the memories as they are now, of a scoring that read at least one row. */
    void write(SequenceModel model, CsvScoring scoring) throws IOException {
        if (to == null) {
            return;
        }
        String text = StreamOptions.describe(model, scoring.scorer(), scoring.options());
        try (var out = new KeyStateFile.Writer(to, text, StartOffsets.NONE)) {
            scoring.memories((key, slab) -> out.add(key, SlabCodec.encode(slab)));
            out.complete();
        }
    }

    /** Whether {@link #write} writes. */
    boolean areSaved() {
        return to != null;
    }

    /** Whether there were memories to begin with. */
    boolean areKnown() {
        return from != null;
    }
}
