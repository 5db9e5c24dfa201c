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

/**
 * The frozen part of a scorer: weights that every key shares, of one of three kinds. What depends
 * on the kind is a method here; a new kind is a class beside these.
 */
public abstract sealed class SequenceModel permits SeededModel, ForecastModel, EventModel {
    private final String name;
    private final String sha256;
    private final long hashBits;
    private final ModelTrunk trunk;

    /**
     * What the kinds have in common.
     *
     * @param name how people call it, without '@'
     * @param sha256 of configuration and weights, 64 hex digits
     * @param trunk what turns inputs into features
     */
    SequenceModel(String name, String sha256, ModelTrunk trunk) {
        this.name = name;
        this.sha256 = sha256;
        this.trunk = trunk;
        hashBits = HexFormat.fromHexDigitsToLong(sha256.substring(0, 16));
    }

    /**
     * An untrained model whose features already remember, the same on every machine; {@link
     * SeededWeights} says how.
     *
     * @param name how people call it
     * @param preset n_layer, d_model, d_inner and d_state, and with them the size of the state
     * @param seed of all weights
     * @return the model
     * @throws IllegalArgumentException for a preset that is too small
     */
    public static SeededModel seeded(String name, BackboneConfig preset, long seed) {
        SeededWeights weights = new SeededWeights(preset, seed);
        return new SeededModel(name, weights.backbone(), weights.inputProjection());
    }

    /**
     * A trained model of the network's kind.
     *
     * @param name how people call it, without '@'
     * @param network sizes and weights
     */
    public static SequenceModel trained(String name, TrainedNetwork network) {
        return network instanceof EventNetwork events
                ? new EventModel(name, events)
                : new ForecastModel(name, (ForecastNetwork) network);
    }

    /** What it is, for errors: "an untrained backbone, ...". */
    public abstract String kind();

    /**
     * Whether this model reads streams of so many fields.
     *
     * @param channels value fields of an event
     * @param covariates its other fields
     * @return false where the model takes others
     */
    public abstract boolean reads(int channels, int covariates);

    /**
     * Whether {@link Scorer#forecast} ever has something to say.
     *
     * @return false for a model of discrete events, whose expectation is in each score
     */
    public abstract boolean forecasts();

    /** Which fields it reads and what to do, for the error where a stream has others. */
    abstract Fields fields();

    /** The two halves of that error's sentence. */
    record Fields(String reads, String remedy) {}

    /** What a scorer does around this model's step. */
    abstract ChannelMemory newMemory(ScorerOptions options, int items);

    /** d_model. */
    abstract int dModel();

    /** Writes it into a folder that {@link Models#load} reads. */
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

    /** What turns inputs into features. */
    public final ModelTrunk trunk() {
        return trunk;
    }

    /**
     * Name and hash, as records and errors show it.
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
     * The hash's first 64 bits, as a slab's header carries it.
     *
     * @return the leading bits
     */
    public final long hashBits() {
        return hashBits;
    }
}
