package io.undercurrent.mamba2;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A backbone between a token embedding and an output head, for streams of discrete events such as
 * log templates: {@link #embed} makes the step's input, {@link #logits} reads its output. Immutable
 * and shared between threads.
 */
public final class LanguageModel {

    private final ModelConfig config;
    private final Parameters<float[]> parameters;
    private final Backbone backbone;
    private final Linear head;

    private LanguageModel(ModelConfig config, Parameters<float[]> parameters) {
        if (config.vocabSize() == 0) {
            throw new IllegalArgumentException(
                    "vocab_size=0: this is a backbone for continuous inputs, not a language model");
        }
        this.config = config;
        this.parameters = parameters;
        Map<String, float[]> values = new LinkedHashMap<>();
        Map<String, int[]> shapes = ParameterShapes.backbone(config.backbone());
        shapes.keySet().forEach(name -> values.put(name, parameters.get(name)));
        backbone = Backbone.of(config.backbone(), new Parameters<>(shapes, values));
        String headName =
                config.tieEmbeddings() ? ParameterShapes.EMBEDDING : ParameterShapes.LM_HEAD;
        head =
                StepVariant.chosen()
                        .kernels()
                        .linear(parameters.get(headName), null, config.paddedVocabSize());
    }

    /**
     * A model of given weights.
     *
     * @param parameters as {@link ParameterShapes#languageModel} lists them; not to be changed
     * @throws IllegalArgumentException if they do not fit the configuration
     */
    public static LanguageModel of(ModelConfig config, Parameters<float[]> parameters) {
        Map<String, int[]> shapes = ParameterShapes.languageModel(config);
        return new LanguageModel(config, parameters.as(shapes));
    }

    /** The reference's initialisation from a seed. */
    public static LanguageModel seeded(ModelConfig config, long seed) {
        Initialiser initialiser = new Initialiser(seed);
        Parameters<float[]> blocks = initialiser.backbone(config.backbone());
        Map<String, int[]> shapes = ParameterShapes.languageModel(config);
        Map<String, float[]> values = new LinkedHashMap<>();
        shapes.forEach(
                (name, shape) ->
                        values.put(
                                name,
                                blocks.has(name)
                                        ? blocks.get(name)
                                        : initialiser.embedding(Parameters.size(shape))));
        return new LanguageModel(config, new Parameters<>(shapes, values));
    }

    /**
     * Reads config.json and model.safetensors as mamba_ssm's models have them. A tied head may be
     * in the file under both names, with the same values.
     *
     * @throws IOException if a file is missing, malformed, pickled, or describes what is not
     *     supported; the message names the file, the place and what is allowed
     */
    public static LanguageModel load(Path directory) throws IOException {
        ModelConfig config = ModelDirectory.readConfig(directory);
        if (config.vocabSize() == 0) {
            throw new IOException(
                    directory + ": vocab_size=0 is a backbone; load it with Backbone.load");
        }
        Set<String> tied = config.tieEmbeddings() ? Set.of(ParameterShapes.LM_HEAD) : Set.of();
        Parameters<float[]> parameters =
                ModelDirectory.readParameters(
                        directory, ParameterShapes.languageModel(config), tied);
        if (config.tieEmbeddings()) {
            ModelDirectory.checkTied(directory, parameters.get(ParameterShapes.EMBEDDING));
        }
        return new LanguageModel(config, parameters);
    }

    /** Writes config.json and model.safetensors (F32); a tied head under both its names. */
    public void save(Path directory) throws IOException {
        Map<String, int[]> shapes = new LinkedHashMap<>(parameters.shapes());
        Map<String, float[]> values = new LinkedHashMap<>();
        parameters.names().forEach(name -> values.put(name, parameters.get(name)));
        shapes.put(ParameterShapes.LM_HEAD, shapes.get(ParameterShapes.EMBEDDING));
        values.putIfAbsent(ParameterShapes.LM_HEAD, parameters.get(ParameterShapes.EMBEDDING));
        ModelDirectory.write(directory, config, new Parameters<>(shapes, values));
    }

    /** The configuration. */
    public ModelConfig config() {
        return config;
    }

    /** The blocks; their {@link Backbone#newStep} does the work between embed and logits. */
    public Backbone backbone() {
        return backbone;
    }

    /** The weights in the reference's names and shapes; shared, not to be changed. */
    public Parameters<float[]> parameters() {
        return parameters;
    }

    /**
     * A token's embedding.
     *
     * @param token from 0 to below vocab_size
     * @param out receives [d_model]
     * @throws IllegalArgumentException if there is no such token
     */
    public void embed(int token, float[] out) {
        if (token < 0 || token >= config.vocabSize()) {
            throw new IllegalArgumentException(
                    "token " + token + "; it must be from 0 to " + (config.vocabSize() - 1));
        }
        int width = config.backbone().mixer().dModel();
        float[] table = parameters.get(ParameterShapes.EMBEDDING);
        System.arraycopy(table, token * width, out, 0, width);
    }

    /**
     * Unnormalised log probabilities of the next token.
     *
     * @param n number of events
     * @param hidden n rows of [d_model], outputs of a step
     * @param logits n rows, each receives [padded vocabulary]
     */
    public void logits(int n, float[][] hidden, float[][] logits) {
        head.apply(n, hidden, logits);
    }
}
