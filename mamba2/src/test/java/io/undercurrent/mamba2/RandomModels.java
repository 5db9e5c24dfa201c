package io.undercurrent.mamba2;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** Random shapes, weights and inputs for property tests; a seed gives the same ones again. */
final class RandomModels {

    private final Random random;

    RandomModels(long seed) {
        random = new Random(seed);
    }

    int between(int low, int high) {
        return low + random.nextInt(high - low + 1);
    }

    boolean coin() {
        return random.nextBoolean();
    }

    /** Every option is drawn; sizes stay small. */
    Mamba2Config mixer() {
        int groups = between(1, 3);
        int heads = groups * between(1, 2);
        int headdim = between(1, 9);
        int dSsm = heads * headdim;
        int expand = between(1, 3);
        int dModel = (dSsm + expand - 1) / expand + between(0, 3);
        Mamba2Config.Builder builder =
                Mamba2Config.builder(dModel)
                        .dState(between(1, 9))
                        .dConv(between(1, 5))
                        .expand(expand)
                        .headdim(headdim)
                        .dSsm(dSsm)
                        .ngroups(groups)
                        .dHasHdim(coin())
                        .rmsnorm(between(0, 3) > 0)
                        .normBeforeGate(coin())
                        .groupedNorm(coin())
                        .bias(coin())
                        .convBias(coin())
                        .chunkSize(between(1, 12))
                        .learnableInitStates(coin());
        if (coin()) {
            builder.dtLimit(0.05, 0.4);
        }
        return builder.build();
    }

    BackboneConfig backbone() {
        return new BackboneConfig(between(1, 3), mixer());
    }

    /** Weights around the scale of trained ones; dt from tiny to large. */
    Parameters<double[]> parameters(Map<String, int[]> shapes) {
        Map<String, double[]> values = new LinkedHashMap<>();
        shapes.forEach(
                (name, shape) -> {
                    double[] v = new double[Parameters.size(shape)];
                    boolean norm = name.endsWith("norm.weight") || name.endsWith("norm_f.weight");
                    double scale = name.endsWith("dt_bias") ? 3 : 0.6;
                    double centre = norm ? 1 : name.endsWith("dt_bias") ? -2 : 0;
                    for (int i = 0; i < v.length; i++) {
                        v[i] = (float) (centre + scale * random.nextGaussian());
                    }
                    values.put(name, v);
                });
        return new Parameters<>(shapes, values);
    }

    double[][] rows(int rows, int columns) {
        double[][] m = new double[rows][columns];
        for (double[] row : m) {
            for (int i = 0; i < columns; i++) {
                row[i] = (float) random.nextGaussian();
            }
        }
        return m;
    }

    float[] gapRatios(int count) {
        float[] ratios = new float[count];
        for (int i = 0; i < count; i++) {
            ratios[i] = coin() ? 1 : 4 * random.nextFloat();
        }
        return ratios;
    }

    static Parameters<float[]> single(Parameters<double[]> parameters) {
        Map<String, float[]> values = new LinkedHashMap<>();
        for (String name : parameters.names()) {
            values.put(name, single(parameters.get(name)));
        }
        return new Parameters<>(parameters.shapes(), values);
    }

    static float[][] single(double[][] rows) {
        float[][] m = new float[rows.length][];
        for (int t = 0; t < rows.length; t++) {
            m[t] = single(rows[t]);
        }
        return m;
    }

    static float[] single(double[] values) {
        float[] v = new float[values.length];
        for (int i = 0; i < v.length; i++) {
            v[i] = (float) values[i];
        }
        return v;
    }
}
