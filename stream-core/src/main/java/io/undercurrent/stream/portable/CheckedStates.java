package io.undercurrent.stream.portable;

import io.undercurrent.scorer.ScorerOptions;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.brokers.StartOffsets;
import io.undercurrent.stream.scoring.StreamOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** What becomes a job's state: a checked file of key states. */
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
     * @return what it holds
     * @throws IOException where the file cannot be read
     * @throws IllegalArgumentException where the file or a record is damaged
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
     * The keys in the file.
     *
     * @return their number
     */
    public long keys() {
        return keys;
    }

    /**
     * The source records that come next.
     *
     * @return offsets
     */
    public StartOffsets next() {
        return next;
    }

    /**
     * Compares the memories' fields with a stream's.
     *
     * @param spec the stream's declaration
     * @throws IllegalArgumentException where they are not as many
     */
    public void checkFields(StreamSpec spec) {
        ScorerOptions own = StreamOptions.scorer(spec);
        ScorerOptions like = StreamOptions.like(model, own);
        if (like.channels() != own.channels() || like.covariates() != own.covariates()) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "%s: holds memories of %d value fields and %d covariates, the stream has %d and %d; name the same in source.values and source.covariates",
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
     * Which weights, fields and options the memories belong to.
     *
     * @return the exporting job's text
     */
    public String model() {
        return model;
    }
}
