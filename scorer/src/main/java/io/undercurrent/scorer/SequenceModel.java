package io.undercurrent.scorer;

import io.undercurrent.mamba2.Backbone;
import io.undercurrent.mamba2.BackboneConfig;
import io.undercurrent.mamba2.BackboneStep;
import io.undercurrent.mamba2.Prefill;
import io.undercurrent.scorer.inputs.InputOptions;
import io.undercurrent.scorer.network.ForecastNetwork;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The frozen part of the forecaster: either a trained network, or an untrained input projection and
 * Mamba-2 backbone.
 *
 * <p>Of the latter: one channel's observation becomes d_model numbers by the projection, runs
 * through the residual blocks, and comes out as the features on which each key learns its own
 * linear read-out.
 */
public final class SequenceModel {
    /** What the projection reads: scaled value, missing or not, time gap, one. */
    public static final int INPUTS = 4;

    private final String name;
    private final String sha256;
    private final long hashBits;
    private final Backbone backbone;
    private final float[][] inputProjection;
    private final ForecastNetwork network;

    /**
     * A model of given weights.
     *
     * @param name how people call it, without '@'
     * @param backbone the residual blocks
     * @param inputProjection weights, [{@link #INPUTS}][d_model]
     */
    public SequenceModel(String name, Backbone backbone, float[][] inputProjection) {
        int dModel = backbone.config().mixer().dModel();
        if (inputProjection.length != INPUTS || inputProjection[0].length != dModel) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "input projection [%d][%d]: allowed is [%d][%d] (inputs, d_model)",
                            inputProjection.length,
                            inputProjection[0].length,
                            INPUTS,
                            dModel));
        }
        this.name = name;
        this.backbone = backbone;
        this.inputProjection = inputProjection;
        this.network = null;
        this.sha256 = hash(backbone, inputProjection);
        this.hashBits = HexFormat.fromHexDigitsToLong(sha256.substring(0, 16));
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
    public static SequenceModel seeded(String name, BackboneConfig preset, long seed) {
        SeededWeights weights = new SeededWeights(preset, seed);
        return new SequenceModel(name, weights.backbone(), weights.inputProjection());
    }

    /**
     * A trained forecaster.
     *
     * @param name how people call it, without '@'
     * @param network sizes and weights
     */
    public SequenceModel(String name, ForecastNetwork network) {
        this.name = name;
        this.network = network;
        this.backbone = null;
        this.inputProjection = null;
        this.sha256 = network.sha256();
        this.hashBits = HexFormat.fromHexDigitsToLong(sha256.substring(0, 16));
    }

    /**
     * The trained network.
     *
     * @return null for an untrained backbone, whose read-out each key learns alone
     */
    public ForecastNetwork network() {
        return network;
    }

    /**
     * Whether this model reads streams of so many fields.
     *
     * @param channels value fields of an event
     * @param covariates its other fields
     * @return false where the model takes others
     */
    public boolean reads(int channels, int covariates) {
        InputOptions tokens = network == null ? null : network.tokens();
        boolean fixed = tokens != null && (tokens.isTogether() || tokens.isEvents());
        return fixed
                ? tokens.channels() == channels && tokens.covariates() == covariates
                : covariates == 0;
    }

    /**
     * Checks that a stream has the fields that this model reads.
     *
     * @throws IllegalArgumentException naming both and what to do
     */
    void checkFields(int channels, int covariates) {
        if (reads(channels, covariates)) {
            return;
        }
        InputOptions tokens = network == null ? null : network.tokens();
        if (tokens != null && tokens.isEvents()) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "model %s reads the codes of discrete events in one value field, the stream has %d value fields and %d covariates: name the one field that holds the code",
                            id(),
                            channels,
                            covariates));
        }
        String reads =
                tokens != null && tokens.isTogether()
                        ? String.format(
                                Locale.ROOT,
                                "reads %d value fields and %d covariates together",
                                tokens.channels(),
                                tokens.covariates())
                        : "reads each value field by itself and no covariates";
        throw new IllegalArgumentException(
                String.format(
                        Locale.ROOT,
                        "model %s %s, the stream has %d value fields and %d covariates: name fields that fit, or train a model on this stream with train.channels: together",
                        id(),
                        reads,
                        channels,
                        covariates));
    }

    int convFloats() {
        return network == null ? backbone.convFloats() : network.convFloats();
    }

    int ssmFloats() {
        return network == null ? backbone.ssmFloats() : network.ssmFloats();
    }

    void initState(float[] state, int offset) {
        if (network == null) {
            backbone.initState(state, offset);
        } else {
            network.initState(state, offset);
        }
    }

    BackboneStep newStep(int maxBatch) {
        return network == null ? backbone.newStep(maxBatch) : network.newTrunk(maxBatch);
    }

    /** A channel's next events in one run, for one thread. */
    @FunctionalInterface
    interface Chunks {
        /** Inputs and outputs are n rows of [d_model]; the state is updated in place. */
        void run(int n, float[][] inputs, float[] state, int offset, float[][] outputs);
    }

    /** The model's chunked form, to the bits of its step. */
    Chunks newChunks() {
        Prefill prefill = network == null ? backbone.newPrefill() : network.newPrefill();
        if (prefill != null) {
            return (n, in, state, at, out) ->
                    prefill.run(Arrays.copyOf(in, n), null, state, at, Arrays.copyOf(out, n));
        }
        BackboneStep step = newStep(1); // without a state there is nothing to gain
        float[][] one = new float[1][];
        float[][] states = new float[1][];
        float[][] result = new float[1][];
        return (n, in, state, at, out) -> {
            for (int t = 0; t < n; t++) {
                one[0] = in[t];
                states[0] = state;
                result[0] = out[t];
                step.step(1, one, states, new int[] {at}, result);
            }
        };
    }

    /**
     * Projects one channel's observation.
     *
     * @param value scaled value
     * @param missing 1 where the value was missing and the last one stands in, else 0
     * @param gap time gap against the usual one, in [-1, 1]
     * @param out receives [d_model]
     */
    void project(float value, float missing, float gap, float[] out) {
        float[] w0 = inputProjection[0];
        float[] w1 = inputProjection[1];
        float[] w2 = inputProjection[2];
        float[] w3 = inputProjection[3];
        for (int i = 0; i < out.length; i++) {
            out[i] = ((w0[i] * value + w1[i] * missing) + w2[i] * gap) + w3[i];
        }
    }

    int dModel() {
        return network == null ? inputProjection[0].length : network.config().width();
    }

    /**
     * The untrained residual blocks.
     *
     * @return the backbone, null for a trained network
     */
    public Backbone backbone() {
        return backbone;
    }

    /**
     * The input projection.
     *
     * @return a copy, [{@link #INPUTS}][d_model]
     */
    public float[][] inputProjection() {
        float[][] copy = new float[INPUTS][];
        for (int i = 0; i < INPUTS; i++) {
            copy[i] = inputProjection[i].clone();
        }
        return copy;
    }

    /**
     * Name and hash, as records and errors show it.
     *
     * @return for instance {@code tiny@0123456789ab}
     */
    public String id() {
        return name + "@" + sha256.substring(0, 12);
    }

    /**
     * The hash of configuration and weights.
     *
     * @return SHA-256, 64 hex digits
     */
    public String sha256() {
        return sha256;
    }

    /**
     * The hash's first 64 bits, as a slab's header carries it.
     *
     * @return the leading bits
     */
    public long hashBits() {
        return hashBits;
    }

    private static String hash(Backbone backbone, float[][] projection) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(backbone.sha256().getBytes(StandardCharsets.US_ASCII));
            for (float[] row : projection) {
                ByteBuffer bytes = ByteBuffer.allocate(4 * row.length);
                bytes.asFloatBuffer().put(row);
                digest.update(bytes);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
