package io.undercurrent.scorer;

import io.undercurrent.mamba2.BackboneConfig;
import io.undercurrent.scorer.network.EventNetwork;
import io.undercurrent.scorer.network.ForecastNetwork;
import io.undercurrent.scorer.network.ModelTrunk;
import io.undercurrent.scorer.network.TrainedNetwork;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Random;

/**
 * The frozen part of a scorer: weights that all keys share, of one of three kinds. Everything that
 * depends on the kind is a method here; a new kind is another subclass.
 */
public abstract sealed class SequenceModel permits SeededModel, ForecastModel, EventModel {
    private final String name;
    private final String sha256;
    private final long hashBits;
    private final ModelTrunk trunk;

    /**
     * Sets what all kinds have in common.
     *
     * @param name the name for people, without '@'
     * @param sha256 of configuration and weights, 64 hex digits
     * @param trunk turns inputs into features
     */
    SequenceModel(String name, String sha256, ModelTrunk trunk) {
        this.name = name;
        this.sha256 = sha256;
        this.trunk = trunk;
        hashBits = HexFormat.fromHexDigitsToLong(sha256.substring(0, 16));
    }

    /**
     * Creates an untrained model whose features already remember, the same on every machine; see
     * {@link SeededWeights}.
     *
     * @param name the name for people
     * @param preset n_layer, d_model, d_inner and d_state, and with them the size of the state
     * @param seed determines all weights
     * @return the model
     * @throws IllegalArgumentException for a preset that is too small
     */
    public static SeededModel seeded(String name, BackboneConfig preset, long seed) {
        SeededWeights weights = new SeededWeights(preset, seed);
        return new SeededModel(name, weights.backbone(), weights.inputProjection());
    }

    /**
     * Creates the model for a trained network: of discrete events or a forecaster.
     *
     * @param name the name for people, without '@'
     * @param network sizes and weights
     */
    public static SequenceModel trained(String name, TrainedNetwork network) {
        return network instanceof EventNetwork events
                ? new EventModel(name, events)
                : new ForecastModel(name, (ForecastNetwork) network);
    }

    /** What this model is, for errors: "an untrained backbone, ...". */
    public abstract String kind();

    /**
     * Whether this model reads streams with these numbers of fields.
     *
     * @param channels value fields of an event
     * @param covariates its other fields
     * @return false if the model needs other numbers
     */
    public abstract boolean reads(int channels, int covariates);

    /**
     * Whether {@link Scorer#forecast} ever gives a forecast.
     *
     * @return false for a model of discrete events, whose expectation is in each score
     */
    public abstract boolean forecasts();

    /**
     * Which fields the model reads and what to do, for the error about a stream with other fields.
     */
    abstract Fields fields();

    /** The two halves of that error message. */
    record Fields(String reads, String remedy) {}

    /** The fields and the horizon of a stream that this model reads, for {@link FirstForecasts}. */
    abstract ScorerOptions.Builder fitting();

    /** A plausible value of event t of an invented stream, for {@link FirstForecasts}. */
    double invented(int t, Random random) {
        return FirstForecasts.wave(t, random);
    }

    /** Creates what a scorer runs around this model's step. */
    abstract ChannelState newState(ScorerOptions options, int items);

    /** The model's d_model: numbers per input and output of the trunk. */
    abstract int dModel();

    /** Writes the model into a folder that {@link Models#load} reads. */
    abstract void save(Path folder) throws IOException;

    /**
     * Checks that a stream has the fields that this model reads.
     *
     * @throws IllegalArgumentException naming both and what to do
     */
    final void checkFields(int channels, int covariates) {
        if (!reads(channels, covariates)) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "model %s %s, the stream has %d value fields and %d covariates: %s",
                            id(),
                            fields().reads(),
                            channels,
                            covariates,
                            fields().remedy()));
        }
    }

    /** The trunk, which turns inputs into features. */
    public final ModelTrunk trunk() {
        return trunk;
    }

    /**
     * Name and hash, as records and errors show them.
     *
     * @return for instance {@code tiny@0123456789ab}
     */
    public final String id() {
        return name + "@" + sha256.substring(0, 12);
    }

    /**
     * The hash of configuration and weights.
     *
     * @return SHA-256, 64 hex digits
     */
    public final String sha256() {
        return sha256;
    }

    /**
     * The hash's first 64 bits, as in a slab's header.
     *
     * @return the leading bits
     */
    public final long hashBits() {
        return hashBits;
    }
}
