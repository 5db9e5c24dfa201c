package io.undercurrent.scorer.network;

import io.undercurrent.mamba2.Linear;
import io.undercurrent.mamba2.Parameters;
import io.undercurrent.scorer.inputs.InputOptions;
import java.util.Locale;

/** A trained forecaster of numbers; {@link HeadStep} reads its head. */
public final class ForecastNetwork extends TrainedNetwork {
    private final InputOptions tokens;
    private final HeadConfig.Quantiles head;
    private final Linear[] heads;

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
        heads = new Linear[head.horizons().size()];
        for (int h = 0; h < heads.length; h++) {
            heads[h] = head(h);
        }
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

    /** Combines a horizon's mixture and offsets into one matrix product. */
    private Linear head(int h) {
        int bases = head.bases();
        int levels = head.levels().size();
        int width = config().width();
        float[] weight = new float[(bases + levels) * width];
        float[] bias = new float[bases + levels];
        String[] layers = {NetworkShapes.MIX, NetworkShapes.QUANTILES};
        int[] rows = {bases, levels};
        int to = 0;
        for (int i = 0; i < 2; i++) {
            float[] w = parameters().get(NetworkShapes.weight(layers[i]));
            float[] b = parameters().get(NetworkShapes.bias(layers[i]));
            System.arraycopy(w, h * rows[i] * width, weight, to * width, rows[i] * width);
            System.arraycopy(b, h * rows[i], bias, to, rows[i]);
            to += rows[i];
        }
        return Linear.plain(weight, bias, bases + levels);
    }

    @Override
    public InputOptions tokens() {
        return tokens;
    }

    /** Sizes of the head. */
    public HeadConfig.Quantiles head() {
        return head;
    }

    Linear headOf(int horizon) {
        return heads[horizon];
    }
}
