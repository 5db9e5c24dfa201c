package io.undercurrent.benchmarks.peers.network;

import java.util.SplittableRandom;

/** Seeded weights and the products that plain Java makes of them. */
public final class Weights {
    private final SplittableRandom random;

    public Weights(long seed) {
        random = new SplittableRandom(seed);
    }

    /** Evenly between two bounds that keep outputs about as large as inputs. */
    float[] draw(int count, int inputs) {
        float bound = (float) (1 / Math.sqrt(inputs));
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = bound * (2 * (float) random.nextDouble() - 1);
        }
        return values;
    }

    public static float[] filled(int count, float value) {
        float[] values = new float[count];
        java.util.Arrays.fill(values, value);
        return values;
    }

    /** out = in [rows, inputs] times weights [inputs, outputs] plus bias. */
    public static float[][] affine(float[][] in, float[] weights, float[] bias) {
        int outputs = bias.length;
        float[][] out = new float[in.length][];
        for (int r = 0; r < in.length; r++) {
            out[r] = bias.clone();
            for (int i = 0; i < in[r].length; i++) {
                for (int o = 0; o < outputs; o++) {
                    out[r][o] += in[r][i] * weights[i * outputs + o];
                }
            }
        }
        return out;
    }
}
