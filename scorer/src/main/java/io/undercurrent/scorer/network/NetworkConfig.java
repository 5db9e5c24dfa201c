package io.undercurrent.scorer.network;

import io.undercurrent.mamba2.BackboneConfig;
import io.undercurrent.scorer.inputs.CausalInputs;
import io.undercurrent.scorer.inputs.Companions;
import io.undercurrent.scorer.inputs.EventInputs;
import io.undercurrent.scorer.inputs.TokenOptions;
import java.util.List;
import java.util.Locale;

/**
 * Sizes of a trained network. Tokens are observations of one channel; every token forecasts
 * everything in the head together.
 *
 * @param inputs F, causal inputs of a token
 * @param trunk turns them into d_model features
 * @param backbone the Mamba-2 blocks; for an MLP only d_model counts
 * @param mlpHidden width of the MLP's hidden layer; Mamba-2 does not read it, but it is part of a
 *     model's identity
 * @param head forecasts from the features
 */
public record NetworkConfig(
        int inputs, Trunk trunk, BackboneConfig backbone, int mlpHidden, HeadConfig head) {

    /** Checks every value. */
    public NetworkConfig {
        check(inputs >= 1, "inputs", inputs, "1 and more");
        check(trunk != Trunk.MLP || mlpHidden >= 1, "mlpHidden", mlpHidden, "1 and more");
        head.tokenWidth(inputs);
    }

    /**
     * Sizes of a network for tokens with the given options.
     *
     * @param levels quantile levels of numbers; ignored for discrete events
     */
    public static NetworkConfig of(
            TokenOptions tokens,
            Trunk trunk,
            BackboneConfig backbone,
            int mlpHidden,
            List<Double> levels) {
        return tokens.match(
                numbers -> {
                    CausalInputs inputs = new CausalInputs(numbers);
                    return new NetworkConfig(
                            inputs.inputCount() + new Companions(numbers).inputCount(),
                            trunk,
                            backbone,
                            mlpHidden,
                            new HeadConfig.Quantiles(
                                    numbers.horizons(), levels, inputs.baseCount()));
                },
                events -> {
                    int symbols = new EventInputs(events).symbols();
                    return new NetworkConfig(
                            EventInputs.features(symbols),
                            trunk,
                            backbone,
                            mlpHidden,
                            new HeadConfig.Symbols(symbols));
                });
    }

    /** {@link HeadConfig#horizons}. */
    public List<Integer> horizons() {
        return head.horizons();
    }

    /** {@link HeadConfig#levels}. */
    public List<Double> levels() {
        return head.levels();
    }

    /** {@link HeadConfig#bases}. */
    public int bases() {
        return head.bases();
    }

    /**
     * Number of numbers that store a token: its inputs, or for events what they are computed from.
     */
    public int tokenWidth() {
        return head.tokenWidth(inputs);
    }

    /** The d_model. */
    public int width() {
        return backbone.mixer().dModel();
    }

    /**
     * Lists all sizes in one line. Training checkpoints store it to decide whether a training may
     * resume, so it must not change with the components.
     */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "NetworkConfig[inputs=%d, trunk=%s, backbone=%s, mlpHidden=%d, horizons=%s, levels=%s, bases=%d, symbols=%d]",
                inputs,
                trunk,
                backbone,
                mlpHidden,
                horizons(),
                levels(),
                bases(),
                head.<Integer>match(quantiles -> 0, HeadConfig.Symbols::symbols));
    }

    static boolean rising(List<? extends Number> values, double least, double most) {
        double previous = Double.NEGATIVE_INFINITY;
        for (Number value : values) {
            double v = value.doubleValue();
            if (v <= previous || v < least || v > most) {
                return false;
            }
            previous = v;
        }
        return !values.isEmpty();
    }

    static void check(boolean ok, String name, Object value, String allowed) {
        if (!ok) {
            throw new IllegalArgumentException(name + " = " + value + ": allowed are " + allowed);
        }
    }
}
