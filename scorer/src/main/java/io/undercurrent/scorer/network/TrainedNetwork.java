package io.undercurrent.scorer.network;

import io.undercurrent.mamba2.Backbone;
import io.undercurrent.mamba2.Linear;
import io.undercurrent.mamba2.ParameterShapes;
import io.undercurrent.mamba2.Parameters;
import io.undercurrent.mamba2.Sha256;
import io.undercurrent.scorer.inputs.TokenOptions;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * A trained network's weights, arranged for one event at a time. Immutable and shared between
 * threads; the steps that {@link #trunk} creates own the scratch memory.
 */
public abstract sealed class TrainedNetwork permits ForecastNetwork, EventNetwork {
    private final NetworkConfig config;
    private final TokenOptions tokens;
    private final Parameters<float[]> parameters;
    private final Linear embed;
    private final ModelTrunk trunk;
    private final String sha256;

    /**
     * Creates the network for this kind of token.
     *
     * @param config sizes
     * @param tokens the contents of its tokens
     * @param parameters as {@link NetworkShapes#of} lists them; do not change them afterwards
     * @throws IllegalArgumentException if they do not fit one another
     */
    public static TrainedNetwork of(
            NetworkConfig config, TokenOptions tokens, Parameters<float[]> parameters) {
        return tokens.match(
                numbers -> new ForecastNetwork(config, numbers, parameters),
                events -> new EventNetwork(config, events, parameters));
    }

    /**
     * Sets what all kinds have in common.
     *
     * @param embedding creates the embedding from the checked parameters
     * @param own further properties of the tokens for the hash, each preceded by a blank
     */
    TrainedNetwork(
            NetworkConfig config,
            TokenOptions tokens,
            Parameters<float[]> parameters,
            Function<Parameters<float[]>, Linear> embedding,
            String own) {
        // Compares fields, not the records by equals and toString: on JDK 17 those leave the class
        // in a cache of the JVM (MethodHandle.asTypeCache of java.lang.runtime.ObjectMethods), and
        // with it a cancelled Flink job's class loader.
        NetworkConfig expected =
                NetworkConfig.of(
                        tokens,
                        config.trunk(),
                        config.backbone(),
                        config.mlpHidden(),
                        config.levels());
        if (expected.inputs() != config.inputs()
                || expected.bases() != config.bases()
                || expected.tokenWidth() != config.tokenWidth()
                || !expected.horizons().equals(config.horizons())) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "a network of %d inputs and %d bases at horizons %s does not read tokens of %d inputs and %d bases at %s",
                            config.inputs(),
                            config.bases(),
                            config.horizons(),
                            expected.inputs(),
                            expected.bases(),
                            expected.horizons()));
        }
        this.config = config;
        this.tokens = tokens;
        this.parameters = parameters.as(NetworkShapes.of(config));
        embed = embedding.apply(this.parameters);
        trunk = newTrunk();
        MessageDigest digest = Sha256.digest();
        digest.update(sizes(own).getBytes(StandardCharsets.UTF_8));
        digest.update(trunk.sha256().getBytes(StandardCharsets.US_ASCII));
        for (String name : this.parameters.names()) {
            digest.update(name.getBytes(StandardCharsets.UTF_8));
            float[] values = this.parameters.get(name);
            ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length);
            bytes.asFloatBuffer().put(values);
            digest.update(bytes);
        }
        sha256 = HexFormat.of().formatHex(digest.digest());
    }

    private String sizes(String own) {
        return String.format(
                        Locale.ROOT,
                        "undercurrent-forecaster-1 %s inputs=%d width=%d mlp=%d horizons=%s levels=%s bases=%d seasons=%d ring=%d",
                        config.trunk().name(),
                        config.inputs(),
                        config.width(),
                        config.mlpHidden(),
                        config.horizons(),
                        config.levels(),
                        config.bases(),
                        tokens.seasons(),
                        tokens.ring())
                + own;
    }

    private ModelTrunk newTrunk() {
        return switch (config.trunk()) {
            case MAMBA2 -> {
                Map<String, int[]> shapes = ParameterShapes.backbone(config.backbone());
                Map<String, float[]> values = new LinkedHashMap<>();
                shapes.keySet().forEach(name -> values.put(name, parameters.get(name)));
                yield new RecurrentTrunk(
                        Backbone.of(config.backbone(), new Parameters<>(shapes, values)));
            }
            case MLP ->
                    new MlpTrunk(
                            linear(parameters, NetworkShapes.HIDDEN),
                            linear(parameters, NetworkShapes.OUT),
                            config.mlpHidden(),
                            config.width());
        };
    }

    static Linear linear(Parameters<float[]> parameters, String layer) {
        float[] bias = parameters.get(NetworkShapes.bias(layer));
        return Linear.fastest(parameters.get(NetworkShapes.weight(layer)), bias, bias.length);
    }

    /** The network's sizes. */
    public final NetworkConfig config() {
        return config;
    }

    /** The contents of a token. */
    public TokenOptions tokens() {
        return tokens;
    }

    /** The weights; shared, not to be changed. */
    public final Parameters<float[]> parameters() {
        return parameters;
    }

    /** The trunk, which turns embedded tokens into features. */
    public final ModelTrunk trunk() {
        return trunk;
    }

    /** Embeds one token: [token width] to [d_model]. Rows are arrays of one row each. */
    public final void embed(float[][] inputs, float[][] out) {
        embed.apply(1, inputs, out);
    }

    /** Hexadecimal SHA-256 of sizes, tokens and all weights, which identifies the network. */
    public final String sha256() {
        return sha256;
    }
}
