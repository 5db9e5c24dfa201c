package io.undercurrent.cli.forecast;

import io.undercurrent.schemas.KeyState;
import io.undercurrent.schemas.Micros;
import io.undercurrent.scorer.ForecastOutput;
import io.undercurrent.scorer.Models;
import io.undercurrent.scorer.ScoreOutput;
import io.undercurrent.scorer.Scorer;
import io.undercurrent.scorer.ScorerOptions;
import io.undercurrent.scorer.SequenceModel;
import io.undercurrent.scorer.Slab;
import io.undercurrent.scorer.SlabCodec;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.value.ValueLimits;
import io.undercurrent.stream.portable.KeyStateFile;
import io.undercurrent.stream.runtime.StreamRuntime;
import io.undercurrent.stream.scoring.StreamOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** A copy of one saved key state; further events change the copy alone. */
final class ForkedKey {
    private final SequenceModel model;
    private final ScorerOptions options;
    private final Scorer scorer;
    private final Slab slab;
    private final boolean rebuilt;

    private ForkedKey(SequenceModel model, ScorerOptions options, byte[] saved) throws IOException {
        this.model = model;
        this.options = options;
        scorer = new Scorer(model, options, 1);
        if (!scorer.forecasts()) {
            throw new IllegalArgumentException(
                    "model "
                            + model.id()
                            + " knows discrete events and forecasts no numbers; each score record says which event was expected");
        }
        Slab read = SlabCodec.decode(saved, saved.length);
        slab = scorer.adopt(read);
        rebuilt = slab != read;
    }

    /** Reads a key from a checkpoint or savepoint. */
    static ForkedKey ofCheckpoint(StreamRuntime runtime, String from, String key, StreamSpec spec)
            throws Exception {
        byte[] saved = runtime.savedKey(from, key).slab();
        return new ForkedKey(runtime.loadModel(spec.model()), StreamOptions.scorer(spec), saved);
    }

    /**
     * Reads a key from a file of key states, under the model that the declaration names.
     *
     * @throws IllegalArgumentException if the file does not hold the key
     */
    static ForkedKey ofFile(StreamRuntime runtime, Path file, String key, StreamSpec spec)
            throws Exception {
        try (KeyStateFile.Reader in = new KeyStateFile.Reader(file)) {
            byte[] saved = find(in, file, key);
            return new ForkedKey(
                    runtime.loadModel(spec.model()), StreamOptions.scorer(spec), saved);
        }
    }

    /**
     * Reads a key from a file of key states, under the bundled model that wrote it.
     *
     * @throws IllegalArgumentException if the file does not hold the key, or if no bundled model
     *     wrote it
     */
    static ForkedKey ofFile(Path file, String key) throws IOException {
        try (KeyStateFile.Reader in = new KeyStateFile.Reader(file)) {
            byte[] saved = find(in, file, key);
            ScorerOptions options = StreamOptions.like(in.model(), ScorerOptions.defaults(1));
            long hash = SlabCodec.decode(saved, saved.length).modelHash();
            for (String uri : Models.bundled()) {
                SequenceModel model = Models.load(uri);
                if (new Scorer(model, options, 1).newSlab().modelHash() == hash) {
                    return new ForkedKey(model, options, saved);
                }
            }
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "--state = %s: its key states were written under %s, which is not bundled; name the stream's declaration by --config",
                            file,
                            in.model()));
        }
    }

    private static byte[] find(KeyStateFile.Reader in, Path file, String key) throws IOException {
        long keys = 0;
        for (KeyState state = in.read(); state != null; state = in.read()) {
            keys++;
            if (state.getKey().equals(key)) {
                return KeyStateFile.bytes(state);
            }
        }
        throw new IllegalArgumentException(
                String.format(
                        Locale.ROOT,
                        "--key = %s: %s holds %d keys and not this one",
                        key,
                        file,
                        keys));
    }

    /** The options of the scorer. */
    ScorerOptions options() {
        return options;
    }

    /** Whether the state was written under another model or other options. */
    boolean isRebuilt() {
        return rebuilt;
    }

    /**
     * Takes an assumed event, a usual gap after the newest.
     *
     * @param text a number for each field, comma-separated, nothing where it is missing
     * @throws IllegalArgumentException if there are other than the stream's fields, or a text that
     *     is no finite number
     */
    void assume(String text) {
        String[] cells = text.split(",", -1);
        int fields = options.channels() + options.covariates();
        if (cells.length != fields) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "--assume = %s: %d values; the key has %d value fields and %d covariates",
                            text,
                            cells.length,
                            options.channels(),
                            options.covariates()));
        }
        if (slab.usualGapMicros() <= 0) {
            throw new IllegalArgumentException(
                    "--assume: the key has too few events to know when the next one comes");
        }
        double[] values = new double[fields];
        for (int i = 0; i < fields; i++) {
            values[i] = number(cells[i].strip(), text);
        }
        long time = slab.lastTimeMicros() + slab.usualGapMicros();
        scorer.score(slab, time, values, new ScoreOutput(options.channels()));
    }

    private static double number(String cell, String text) {
        if (cell.isEmpty()) {
            return Double.NaN;
        }
        double number;
        try {
            number = Double.parseDouble(cell);
        } catch (NumberFormatException e) {
            number = Double.NaN;
        }
        if (Double.isNaN(number) || !ValueLimits.allows(number)) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "--assume = %s: \"%s\"; allowed are %s, and nothing where a value is missing",
                            text,
                            cell,
                            ValueLimits.ALLOWED));
        }
        return number;
    }

    /**
     * Forecasts.
     *
     * @throws IllegalArgumentException if nothing can be said of the key
     */
    ForecastOutput forecast(int steps) {
        ForecastOutput output = new ForecastOutput(options, steps);
        if (!scorer.forecast(slab, output)) {
            throw new IllegalArgumentException(
                    output.notFinite
                            ? "model " + model.id() + " gives no finite forecast of this key"
                            : "nothing can be said of this key: it never had a value");
        }
        return output;
    }

    /** When the event that many steps ahead is expected; empty if no usual gap is known. */
    String time(int step) {
        return slab.usualGapMicros() <= 0
                ? ""
                : Micros.instant(slab.lastTimeMicros() + step * slab.usualGapMicros()).toString();
    }
}
