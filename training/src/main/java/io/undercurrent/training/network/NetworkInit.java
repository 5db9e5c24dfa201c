package io.undercurrent.training.network;

import io.undercurrent.detect.NormalQuantile;
import io.undercurrent.mamba2.Backbone;
import io.undercurrent.mamba2.Parameters;
import io.undercurrent.scorer.network.HeadConfig;
import io.undercurrent.scorer.network.NetworkConfig;
import io.undercurrent.scorer.network.NetworkShapes;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Initial weights for training: the reference's initialisation of the backbone, linear layers
 * uniform within 1/sqrt(inputs), and a head that forecasts, whatever the features, the bases' plain
 * mean with the quantiles of a normal distribution around it.
 */
public final class NetworkInit {
    /** Factor on the head's usual scale, so that features hardly change the first forecasts. */
    private static final double QUIET = 0.1;

    private static final float UNKNOWN = -6;

    private static final String BIAS_OF_QUANTILES = NetworkShapes.bias(NetworkShapes.QUANTILES);
    private static final String BIAS_OF_SYMBOLS = NetworkShapes.bias(NetworkShapes.SYMBOLS);

    private NetworkInit() {}

    /** Draws weights; the same for a seed on every JDK and machine. */
    public static Parameters<float[]> seeded(NetworkConfig c, long seed) {
        Random random = new Random(seed);
        Map<String, int[]> shapes = NetworkShapes.of(c);
        Parameters<float[]> backbone =
                switch (c.trunk()) {
                    case MAMBA2 -> Backbone.seeded(c.backbone(), seed).parameters();
                    case MLP -> Parameters.zeros(Map.of(), float[]::new);
                };
        Map<String, float[]> values = new LinkedHashMap<>();
        shapes.forEach(
                (name, shape) -> {
                    float[] value =
                            backbone.has(name)
                                    ? backbone.get(name).clone()
                                    : new float[Parameters.size(shape)];
                    if (!backbone.has(name) && shape.length == 2) {
                        double quiet = name.startsWith("head.") ? QUIET : 1;
                        uniform(random, value, quiet / Math.sqrt(shape[1]));
                    }
                    values.put(name, value);
                });
        values.putAll(
                c.head()
                        .match(
                                quantiles -> Map.of(BIAS_OF_QUANTILES, normal(quantiles)),
                                symbols -> Map.of(BIAS_OF_SYMBOLS, rare(symbols))));
        return new Parameters<>(shapes, values);
    }

    /**
     * Widens a network's weights for one that reads further inputs after the same ones: the new
     * inputs have weight 0 at first, so the forecasts are the same.
     *
     * @throws IllegalArgumentException if the networks differ in more than that
     */
    public static Parameters<float[]> widened(Parameters<float[]> from, NetworkConfig to) {
        Map<String, int[]> shapes = NetworkShapes.of(to);
        String embed = NetworkShapes.weight(NetworkShapes.EMBED);
        Map<String, float[]> values = new LinkedHashMap<>();
        for (String name : shapes.keySet()) {
            values.put(name, from.get(name).clone());
        }
        int rows = shapes.get(embed)[0];
        int wide = shapes.get(embed)[1];
        float[] narrow = from.get(embed);
        int had = narrow.length / rows;
        if (had > wide) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "a network of %d inputs is no start for one of %d",
                            had,
                            wide));
        }
        float[] all = new float[rows * wide];
        for (int r = 0; r < rows; r++) {
            System.arraycopy(narrow, r * had, all, r * wide, had);
        }
        values.put(embed, all);
        return new Parameters<>(shapes, values);
    }

    private static void uniform(Random random, float[] values, double reach) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) ((2 * random.nextDouble() - 1) * reach);
        }
    }

    /** Biases whose softplus gives the steps between a normal distribution's quantiles. */
    private static float[] normal(HeadConfig.Quantiles c) {
        int levels = c.levels().size();
        float[] bias = new float[c.horizons().size() * levels];
        for (int h = 0; h < c.horizons().size(); h++) {
            for (int q = 0; q < levels; q++) {
                if (q != c.median()) {
                    int inner = q > c.median() ? q - 1 : q + 1;
                    double step =
                            Math.abs(
                                    NormalQuantile.of(c.levels().get(q))
                                            - NormalQuantile.of(c.levels().get(inner)));
                    bias[h * levels + q] = (float) StrictMath.log(StrictMath.expm1(step));
                }
            }
        }
        return bias;
    }

    /**
     * Makes the symbol of unknown codes rare from the start, because training hardly ever shows it.
     */
    private static float[] rare(HeadConfig.Symbols c) {
        float[] bias = new float[c.symbols()];
        bias[c.symbols() - 1] = UNKNOWN;
        return bias;
    }
}
