package io.undercurrent.mamba2;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The float32 weights of n_layer residual blocks (Add, RMSNorm, Mamba-2 mixer) and the final
 * RMSNorm, and the layout of one key's state: convolution tails of all layers first ([K-1][X] each,
 * raw inputs, oldest first), then the SSM states of all layers ([N][S] each, channels contiguous).
 * Immutable, so threads may share it; each thread needs its own {@link BackboneStep}.
 */
public final class Backbone {

    private final BackboneConfig config;
    private final Parameters<float[]> parameters;
    private final Map<StepVariant, MixerWeights[]> arranged = new EnumMap<>(StepVariant.class);
    private final float[][] norms;
    private final float[] finalNorm;

    /** A new key's SSM states of all layers. */
    private final float[] initialSsm;

    private final String sha256;

    private Backbone(BackboneConfig config, Parameters<float[]> parameters) {
        this.config = config;
        this.parameters = parameters;
        norms = new float[config.nLayer()][];
        initialSsm = new float[ssmFloats()];
        for (int layer = 0; layer < norms.length; layer++) {
            norms[layer] = parameters.get(ParameterShapes.layerPrefix(layer) + "norm.weight");
            MixerWeights.initialState(
                    mixerParameters(layer),
                    config.mixer(),
                    initialSsm,
                    layer * config.mixer().ssmFloats());
        }
        finalNorm = parameters.get(ParameterShapes.FINAL_NORM);
        sha256 = ModelHash.of(config, parameters);
    }

    /**
     * Initialises as the reference does; a seed gives the same weights on every JDK and machine.
     */
    public static Backbone seeded(BackboneConfig config, long seed) {
        return new Backbone(config, new Initialiser(seed).backbone(config));
    }

    /**
     * A backbone with the given weights, in the reference's names and shapes.
     *
     * @param parameters as {@link ParameterShapes#backbone} lists them; the caller must not change
     *     them afterwards
     * @throws IllegalArgumentException if they do not fit the configuration
     */
    public static Backbone of(BackboneConfig config, Parameters<float[]> parameters) {
        return new Backbone(config, parameters.as(ParameterShapes.backbone(config)));
    }

    /**
     * Reads config.json and model.safetensors (F32, or F64, F16, BF16 rounded to F32). It skips the
     * embedding and head of a language model.
     *
     * @throws IOException if a file is missing, malformed, pickled, or describes an unsupported
     *     model; the message names the file, the place and what is allowed
     */
    public static Backbone load(Path directory) throws IOException {
        BackboneConfig config = ModelDirectory.readConfig(directory).backbone();
        return new Backbone(
                config,
                ModelDirectory.readParameters(
                        directory,
                        ParameterShapes.backbone(config),
                        Set.of(ParameterShapes.EMBEDDING, ParameterShapes.LM_HEAD)));
    }

    /**
     * Writes config.json (vocab_size 0) and model.safetensors (F32) into the directory.
     *
     * @param others names of further weights files, which the directory has already and whose
     *     hashes config.json gets too
     */
    public void save(Path directory, String... others) throws IOException {
        ModelDirectory.write(
                directory, ModelConfig.continuous(config), Map.of(), parameters, List.of(others));
    }

    /** The configuration. */
    public BackboneConfig config() {
        return config;
    }

    /**
     * The weights in the reference's names and shapes. The arrays are shared: do not change them.
     */
    public Parameters<float[]> parameters() {
        return parameters;
    }

    /**
     * Identity of the model: hexadecimal SHA-256 over the options that change results and the bits
     * of all weights. A state is valid only for the model with the same hash.
     */
    public String sha256() {
        return sha256;
    }

    /** Number of floats in all layers' convolution tails, n_layer (K-1) X. */
    public int convFloats() {
        return config.nLayer() * config.mixer().convFloats();
    }

    /** Number of floats in all layers' SSM states, n_layer N S. */
    public int ssmFloats() {
        return config.nLayer() * config.mixer().ssmFloats();
    }

    /** Number of floats in one key's state. */
    public int stateFloats() {
        return convFloats() + ssmFloats();
    }

    /**
     * Writes the state of a key before its first event: zeros, or the learned initial SSM states.
     *
     * @param state receives {@link #stateFloats} floats, beginning at offset
     */
    public void initState(float[] state, int offset) {
        Arrays.fill(state, offset, offset + convFloats(), 0f);
        System.arraycopy(initialSsm, 0, state, offset + convFloats(), initialSsm.length);
    }

    /**
     * A step for up to maxBatch keys per call. It has its own scratch memory and serves one thread.
     *
     * @throws IllegalArgumentException if maxBatch is below 1
     */
    public BackboneStep newStep(int maxBatch) {
        return newStep(maxBatch, StepVariant.chosen());
    }

    /**
     * The same step in a given variant; the results are the same, bit for bit.
     *
     * @throws IllegalArgumentException if maxBatch is below 1
     * @throws IllegalStateException if this JVM cannot run the variant
     */
    public BackboneStep newStep(int maxBatch, StepVariant variant) {
        return new LayeredStep(this, maxBatch, variant);
    }

    /** A prefill for one key at a time. It has its own scratch memory and serves one thread. */
    public Prefill newPrefill() {
        return newPrefill(StepVariant.chosen());
    }

    /**
     * The same prefill in a given variant; the results are the same, bit for bit.
     *
     * @throws IllegalStateException if this JVM cannot run the variant
     */
    public Prefill newPrefill(StepVariant variant) {
        return new Prefill(this, variant);
    }

    /**
     * All layers' weights in the layout of a variant; built on first use, so that an unused variant
     * costs no memory.
     */
    MixerWeights[] mixers(StepVariant variant) {
        synchronized (arranged) {
            return arranged.computeIfAbsent(variant, v -> arrange(v.kernels()));
        }
    }

    private MixerWeights[] arrange(StepKernels kernels) {
        MixerWeights[] mixers = new MixerWeights[config.nLayer()];
        for (int layer = 0; layer < mixers.length; layer++) {
            mixers[layer] = new MixerWeights(config.mixer(), mixerParameters(layer), kernels);
        }
        return mixers;
    }

    private Parameters<float[]> mixerParameters(int layer) {
        return parameters.under(ParameterShapes.mixerPrefix(layer));
    }

    float[] norm(int layer) {
        return norms[layer];
    }

    float[] finalNorm() {
        return finalNorm;
    }
}
