package io.undercurrent.scorer.network;

import io.undercurrent.mamba2.Linear;
import io.undercurrent.mamba2.Parameters;
import io.undercurrent.scorer.inputs.InputOptions;
import java.util.Locale;

/** A trained forecaster of numbers; {@link HeadStep} reads its head. */
public final class ForecastNetwork extends TrainedNetwork {
    private final InputOptions tokens;
    private final HeadConfig.Quantiles head;

    /**
     * Creates a forecaster.
     *
     * @param parameters as {@link NetworkShapes#of} lists them; do not change them afterwards
     * @param tokens the contents of its tokens
     * @throws IllegalArgumentException if they do not fit one another
     */
    public ForecastNetwork(
            NetworkConfig config, InputOptions tokens, Parameters<float[]> parameters) {
        super(
                config,
                tokens,
                parameters,
                checked -> linear(checked, NetworkShapes.EMBED),
                together(tokens));
        this.tokens = tokens;
        head = quantiles(config);
    }

    private static String together(InputOptions tokens) {
        return tokens.isTogether()
                ? String.format(
                        Locale.ROOT,
                        " channels=%d covariates=%d",
                        tokens.channels(),
                        tokens.covariates())
                : "";
    }

    private static HeadConfig.Quantiles quantiles(NetworkConfig config) {
        return config.head()
                .match(
                        quantiles -> quantiles,
                        symbols -> {
                            throw new IllegalArgumentException(
                                    String.format(
                                            Locale.ROOT,
                                            "a head of %d symbols forecasts no numbers",
                                            symbols.symbols()));
                        });
    }

    /**
     * Combines mixtures and offsets of some horizons into one matrix product, a horizon after the
     * other.
     *
     * @param horizons their indices
     */
    Linear heads(int... horizons) {
        int width = config().width();
        int rows = horizons.length * (head.bases() + head.levels().size());
        float[] weight = new float[rows * width];
        float[] bias = new float[rows];
        int row = 0;
        for (int h : horizons) {
            row = copy(NetworkShapes.MIX, h, head.bases(), weight, bias, row);
            row = copy(NetworkShapes.QUANTILES, h, head.levels().size(), weight, bias, row);
        }
        return Linear.fastest(weight, bias, rows);
    }

    /** Copies the rows of a horizon, {@code count} of them, and returns the next free row. */
    private int copy(String layer, int h, int count, float[] weight, float[] bias, int row) {
        int width = config().width();
        float[] w = parameters().get(NetworkShapes.weight(layer));
        float[] b = parameters().get(NetworkShapes.bias(layer));
        System.arraycopy(w, h * count * width, weight, row * width, count * width);
        System.arraycopy(b, h * count, bias, row, count);
        return row + count;
    }

    @Override
    public InputOptions tokens() {
        return tokens;
    }

    /** Sizes of the head. */
    public HeadConfig.Quantiles head() {
        return head;
    }
}
