package io.undercurrent.training.network;

import io.undercurrent.mamba2.Backbone;
import io.undercurrent.mamba2.Parameters;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * Weights to start training from: the reference's initialisation of the backbone, linear layers
 * uniform within 1/sqrt(inputs), and a head that says the bases' plain mean with the quantiles of a
 * normal distribution around it, whatever the features.
 */
public final class NetworkInit {
    /** Of the head's usual scale: features shall not move the start. */
    private static final double QUIET = 0.1;

    private NetworkInit() {}

    /** The same weights for a seed on every JDK and machine. */
    public static Parameters<float[]> seeded(NetworkConfig c, long seed) {
        Random random = new Random(seed);
        Map<String, int[]> shapes = NetworkShapes.of(c);
        Parameters<float[]> backbone =
                c.trunk() == Trunk.MAMBA2
                        ? Backbone.seeded(c.backbone(), seed).parameters()
                        : Parameters.zeros(Map.of(), float[]::new);
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
        quantiles(c, values.get(NetworkShapes.bias(NetworkShapes.QUANTILES)));
        return new Parameters<>(shapes, values);
    }

    private static void uniform(Random random, float[] values, double reach) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) ((2 * random.nextDouble() - 1) * reach);
        }
    }

    /** Biases whose softplus are the steps between a normal distribution's quantiles. */
    private static void quantiles(NetworkConfig c, float[] bias) {
        int levels = c.levels().size();
        for (int h = 0; h < c.horizons().size(); h++) {
            for (int q = 0; q < levels; q++) {
                if (q != c.median()) {
                    int inner = q > c.median() ? q - 1 : q + 1;
                    double step =
                            Math.abs(normal(c.levels().get(q)) - normal(c.levels().get(inner)));
                    bias[h * levels + q] = (float) StrictMath.log(StrictMath.expm1(step));
                }
            }
        }
    }

    /** The normal distribution's quantile, by bisection. */
    static double normal(double level) {
        double low = -10;
        double high = 10;
        for (int i = 0; i < 80; i++) {
            double middle = (low + high) / 2;
            if (cumulative(middle) < level) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    /** Abramowitz and Stegun 26.2.17, to 7.5e-8. */
    private static double cumulative(double x) {
        double t = 1 / (1 + 0.2316419 * Math.abs(x));
        double tail =
                StrictMath.exp(-x * x / 2)
                        / StrictMath.sqrt(2 * StrictMath.PI)
                        * t
                        * (0.319381530
                                + t
                                        * (-0.356563782
                                                + t
                                                        * (1.781477937
                                                                + t
                                                                        * (-1.821255978
                                                                                + t
                                                                                        * 1.330274429))));
        return x > 0 ? 1 - tail : tail;
    }
}
