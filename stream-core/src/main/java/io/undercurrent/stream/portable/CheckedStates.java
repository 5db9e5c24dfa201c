package io.undercurrent.stream.portable;

import io.undercurrent.scorer.ScorerOptions;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.brokers.StartOffsets;
import io.undercurrent.stream.scoring.StreamOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** A checked file of key states, which a job can import. */
public final class CheckedStates {
    private final Path file;
    private final String model;
    private final StartOffsets next;
    private final long keys;

    private CheckedStates(Path file, String model, StartOffsets next, long keys) {
        this.file = file;
        this.model = model;
        this.next = next;
        this.keys = keys;
    }

    /**
     * Reads a file once, to check every record before anything starts.
     *
     * @param file the file
     * @return the checked file
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if the file or a record is damaged
     */
    public static CheckedStates check(Path file) throws IOException {
        try (KeyStateFile.Reader in = new KeyStateFile.Reader(file)) {
            long keys = 0;
            while (in.read() != null) {
                keys++;
            }
            return new CheckedStates(file, in.model(), in.next(), keys);
        }
    }

    /**
     * Counts the keys in the file.
     *
     * @return their number
     */
    public long keys() {
        return keys;
    }

    /**
     * The offsets at which reading the source resumes after these states.
     *
     * @return the offsets of the next source records
     */
    public StartOffsets next() {
        return next;
    }

    /**
     * Compares the number of fields of the key states with the stream's.
     *
     * @param spec the stream's declaration
     * @throws IllegalArgumentException if the number of value fields or covariates differs
     */
    public void checkFields(StreamSpec spec) {
        ScorerOptions own = StreamOptions.scorer(spec);
        ScorerOptions like = StreamOptions.like(model, own);
        if (like.channels() != own.channels() || like.covariates() != own.covariates()) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "%s: holds key states of %d value fields and %d covariates, the stream has %d and %d; name the same in source.values and source.covariates",
                            file,
                            like.channels(),
                            like.covariates(),
                            own.channels(),
                            own.covariates()));
        }
    }

    /**
     * The file.
     *
     * @return its path
     */
    public Path file() {
        return file;
    }

    /**
     * The weights, fields and options that the key states belong to.
     *
     * @return the text that the exporting job wrote
     */
    public String model() {
        return model;
    }
}
