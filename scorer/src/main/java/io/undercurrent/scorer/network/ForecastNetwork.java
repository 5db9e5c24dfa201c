package io.undercurrent.scorer.network;

import io.undercurrent.mamba2.Backbone;
import io.undercurrent.mamba2.BackboneStep;
import io.undercurrent.mamba2.Linear;
import io.undercurrent.mamba2.ParameterShapes;
import io.undercurrent.mamba2.Parameters;
import io.undercurrent.mamba2.Prefill;
import io.undercurrent.scorer.inputs.InputOptions;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A trained forecaster's weights, arranged for one event at a time. Immutable and shared between
 * threads; {@link #newTrunk} and {@link HeadStep} own the scratch memory.
 */
public final class ForecastNetwork {
    private final NetworkConfig config;
    private final InputOptions tokens;
    private final Parameters<float[]> parameters;
    private final Backbone backbone;
    private final Linear embed;
    private final Linear symbols;
    private final Linear[] mlp;
    private final Linear[] heads;
    private final String sha256;

    /**
     * A forecaster.
     *
     * @param parameters as {@link NetworkShapes#of} lists them; not to be changed afterwards
     * @param tokens what its inputs are made of
     * @throws IllegalArgumentException if they do not fit one another
     */
    public ForecastNetwork(
            NetworkConfig config, InputOptions tokens, Parameters<float[]> parameters) {
        // Fields, not the records' own equals and toString: on JDK 17 those leave the class in a
        // cache of the JVM (MethodHandle.asTypeCache of java.lang.runtime.ObjectMethods), and with
        // it a cancelled Flink job's class loader.
        NetworkConfig expected =
                NetworkConfig.of(
                        tokens,
                        config.trunk(),
                        config.backbone(),
                        config.mlpHidden(),
                        config.levels());
        if (expected.inputs() != config.inputs()
                || expected.bases() != config.bases()
                || expected.symbols() != config.symbols()
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
        boolean recurrent = config.trunk() == Trunk.MAMBA2;
        backbone =
                recurrent
                        ? Backbone.of(
                                config.backbone(),
                                only(ParameterShapes.backbone(config.backbone())))
                        : null;
        embed = config.isEvents() ? eventEmbedding() : linear(NetworkShapes.EMBED);
        symbols = config.isEvents() ? linear(NetworkShapes.SYMBOLS) : null;
        mlp =
                recurrent
                        ? null
                        : new Linear[] {linear(NetworkShapes.HIDDEN), linear(NetworkShapes.OUT)};
        heads = new Linear[config.isEvents() ? 0 : config.horizons().size()];
        for (int h = 0; h < heads.length; h++) {
            heads[h] = head(h);
        }
        sha256 = hash();
    }

    private Parameters<float[]> only(Map<String, int[]> shapes) {
        Map<String, float[]> values = new LinkedHashMap<>();
        shapes.keySet().forEach(name -> values.put(name, parameters.get(name)));
        return new Parameters<>(shapes, values);
    }

    private Linear eventEmbedding() {
        return new EventEmbedding(
                parameters.get(NetworkShapes.weight(NetworkShapes.EMBED)),
                parameters.get(NetworkShapes.bias(NetworkShapes.EMBED)),
                config.symbols());
    }

    private Linear linear(String layer) {
        float[] bias = parameters.get(NetworkShapes.bias(layer));
        return Linear.plain(parameters.get(NetworkShapes.weight(layer)), bias, bias.length);
    }

    /** A horizon's mixture and offsets in one product. */
    private Linear head(int h) {
        int bases = config.bases();
        int levels = config.levels().size();
        int width = config.width();
        float[] weight = new float[(bases + levels) * width];
        float[] bias = new float[bases + levels];
        String[] layers = {NetworkShapes.MIX, NetworkShapes.QUANTILES};
        int[] rows = {bases, levels};
        int to = 0;
        for (int i = 0; i < 2; i++) {
            float[] w = parameters.get(NetworkShapes.weight(layers[i]));
            float[] b = parameters.get(NetworkShapes.bias(layers[i]));
            System.arraycopy(w, h * rows[i] * width, weight, to * width, rows[i] * width);
            System.arraycopy(b, h * rows[i], bias, to, rows[i]);
            to += rows[i];
        }
        return Linear.plain(weight, bias, bases + levels);
    }

    /** Sizes. */
    public NetworkConfig config() {
        return config;
    }

    /** What a token is made of. */
    public InputOptions tokens() {
        return tokens;
    }

    /** The weights; shared, not to be changed. */
    public Parameters<float[]> parameters() {
        return parameters;
    }

    /** Floats of convolution tails of a channel's state; none for an MLP. */
    public int convFloats() {
        return backbone == null ? 0 : backbone.convFloats();
    }

    /** Floats of SSM states of a channel's state; none for an MLP. */
    public int ssmFloats() {
        return backbone == null ? 0 : backbone.ssmFloats();
    }

    /** Writes the state of a channel that has seen nothing. */
    public void initState(float[] state, int offset) {
        if (backbone != null) {
            backbone.initState(state, offset);
        }
    }

    /** The trunk's step for up to maxBatch channels at once, for one thread. */
    public BackboneStep newTrunk(int maxBatch) {
        return backbone == null
                ? new MlpStep(mlp[0], mlp[1], config.mlpHidden(), config.width(), maxBatch)
                : backbone.newStep(maxBatch);
    }

    /** The trunk's chunked form, for one thread; null for an MLP, which has no state. */
    public Prefill newPrefill() {
        return backbone == null ? null : backbone.newPrefill();
    }

    /** Embeds one token: [F] to [d_model]. Rows are arrays of one row each. */
    public void embed(float[][] inputs, float[][] out) {
        embed.apply(1, inputs, out);
    }

    /** Scores of all symbols from the trunk's output: [d_model] to [symbols]; rows as above. */
    public void symbols(float[][] features, float[][] out) {
        symbols.apply(1, features, out);
    }

    Linear headOf(int horizon) {
        return heads[horizon];
    }

    /** Identity of the function: hexadecimal SHA-256 of sizes, tokens and all weights. */
    public String sha256() {
        return sha256;
    }

    private String hash() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            String sizes =
                    String.format(
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
                            tokens.ring());
            if (tokens.isTogether()) {
                sizes += " channels=" + tokens.channels() + " covariates=" + tokens.covariates();
            }
            if (tokens.isEvents()) {
                sizes += " symbols=" + tokens.symbols();
            }
            digest.update(sizes.getBytes(StandardCharsets.UTF_8));
            if (backbone != null) {
                digest.update(backbone.sha256().getBytes(StandardCharsets.US_ASCII));
            }
            for (String name : parameters.names()) {
                digest.update(name.getBytes(StandardCharsets.UTF_8));
                float[] values = parameters.get(name);
                ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length);
                bytes.asFloatBuffer().put(values);
                digest.update(bytes);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
