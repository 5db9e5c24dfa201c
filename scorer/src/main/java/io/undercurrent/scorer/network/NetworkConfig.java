package io.undercurrent.scorer.network;

import io.undercurrent.mamba2.BackboneConfig;
import io.undercurrent.scorer.inputs.CausalInputs;
import io.undercurrent.scorer.inputs.Companions;
import io.undercurrent.scorer.inputs.EventInputs;
import io.undercurrent.scorer.inputs.InputOptions;
import java.util.List;

/**
 * Sizes of a forecaster. Tokens are observations of one channel; every token forecasts all horizons
 * at once.
 *
 * @param inputs F, causal inputs of a token
 * @param trunk what turns them into d_model features
 * @param backbone the Mamba-2 blocks; of an MLP only d_model counts
 * @param mlpHidden width of the MLP's hidden layer; unused by Mamba-2
 * @param horizons steps ahead, strictly rising, from 1
 * @param levels quantile levels in (0, 1), strictly rising, 0.5 among them
 * @param bases K, causal forecasts for each horizon that the head mixes
 * @param symbols of a stream of discrete events, the one for unknown codes included: the head gives
 *     each a probability and has neither bases nor quantiles; 0 where values are numbers
 */
public record NetworkConfig(
        int inputs,
        Trunk trunk,
        BackboneConfig backbone,
        int mlpHidden,
        List<Integer> horizons,
        List<Double> levels,
        int bases,
        int symbols) {

    /** Checks every value. */
    public NetworkConfig {
        horizons = List.copyOf(horizons);
        levels = List.copyOf(levels);
        check(inputs >= 1, "inputs", inputs, "1 and more");
        check(bases >= 1, "bases", bases, "1 and more");
        check(trunk != Trunk.MLP || mlpHidden >= 1, "mlpHidden", mlpHidden, "1 and more");
        check(rising(horizons, 1, 4096), "horizons", horizons, "rising steps from 1 to 4096");
        check(rising(levels, 1e-9, 1 - 1e-9), "levels", levels, "rising levels within (0, 1)");
        check(
                symbols == 0 || (symbols >= 3 && inputs == EventInputs.features(symbols)),
                "symbols",
                symbols,
                "0, or 3 and more with inputs for each");
        check(levels.contains(0.5), "levels", levels, "levels with 0.5 among them");
    }

    /** A forecaster on the tokens of given options. */
    public static NetworkConfig of(
            InputOptions tokens,
            Trunk trunk,
            BackboneConfig backbone,
            int mlpHidden,
            List<Double> levels) {
        if (tokens.isEvents()) {
            int symbols = new EventInputs(tokens).symbols();
            return new NetworkConfig(
                    EventInputs.features(symbols),
                    trunk,
                    backbone,
                    mlpHidden,
                    tokens.horizons(),
                    levels,
                    1,
                    symbols);
        }
        CausalInputs inputs = new CausalInputs(tokens);
        return new NetworkConfig(
                inputs.inputCount() + new Companions(tokens).inputCount(),
                trunk,
                backbone,
                mlpHidden,
                tokens.horizons(),
                levels,
                inputs.baseCount());
    }

    /** Numbers only. */
    public NetworkConfig(
            int inputs,
            Trunk trunk,
            BackboneConfig backbone,
            int mlpHidden,
            List<Integer> horizons,
            List<Double> levels,
            int bases) {
        this(inputs, trunk, backbone, mlpHidden, horizons, levels, bases, 0);
    }

    /** Whether the next discrete event is forecast. */
    public boolean isEvents() {
        return symbols > 0;
    }

    /** Numbers that a token is written in: its inputs, or of an event what they are made from. */
    public int tokenWidth() {
        return isEvents() ? EventInputs.WIDTH : inputs;
    }

    private static boolean rising(List<? extends Number> values, double least, double most) {
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

    private static void check(boolean ok, String name, Object value, String allowed) {
        if (!ok) {
            throw new IllegalArgumentException(name + " = " + value + ": allowed are " + allowed);
        }
    }

    /** d_model. */
    public int width() {
        return backbone.mixer().dModel();
    }

    /** Place of the median among the levels. */
    public int median() {
        return levels.indexOf(0.5);
    }
}
