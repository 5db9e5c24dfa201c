package io.undercurrent.mamba2;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The step's loops, written with the Vector API. {@link StepVariant} loads this class by name, if
 * the API's module is present.
 */
final class VectorKernels implements StepKernels {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    @Override
    public Linear linear(float[] weight, float[] bias, int rows) {
        return new VectorLinear(weight, bias, rows);
    }

    @Override
    public void convolve(
            float[] conv,
            float[] bias,
            float[][] taps,
            float[] state,
            int offset,
            float[] raw,
            float[] scratch) {
        int n = conv.length;
        int tail = taps.length - 1;
        int i = 0;
        for (; i + LANES <= n; i += LANES) {
            FloatVector sum = FloatVector.fromArray(SPECIES, bias, i);
            for (int k = 0; k < tail; k++) {
                sum =
                        FloatVector.fromArray(SPECIES, taps[k], i)
                                .fma(
                                        FloatVector.fromArray(SPECIES, state, offset + k * n + i),
                                        sum);
            }
            sum =
                    FloatVector.fromArray(SPECIES, taps[tail], i)
                            .fma(FloatVector.fromArray(SPECIES, raw, i), sum);
            sum.intoArray(conv, i);
        }
        for (; i < n; i++) {
            float sum = bias[i];
            for (int k = 0; k < tail; k++) {
                sum = Math.fma(taps[k][i], state[offset + k * n + i], sum);
            }
            sum = Math.fma(taps[tail][i], raw[i], sum);
            conv[i] = sum;
        }
        VectorLoops.siluOf(conv, conv, 0, n);
    }

    @Override
    public void convolve(
            float[] conv, float[] bias, float[][] taps, float[][] rows, int from, float[] scratch) {
        int n = conv.length;
        int i = 0;
        for (; i + LANES <= n; i += LANES) {
            FloatVector sum = FloatVector.fromArray(SPECIES, bias, i);
            for (int k = 0; k < taps.length; k++) {
                sum =
                        FloatVector.fromArray(SPECIES, taps[k], i)
                                .fma(FloatVector.fromArray(SPECIES, rows[from + k], i), sum);
            }
            sum.intoArray(conv, i);
        }
        for (; i < n; i++) {
            float sum = bias[i];
            for (int k = 0; k < taps.length; k++) {
                sum = Math.fma(taps[k][i], rows[from + k][i], sum);
            }
            conv[i] = sum;
        }
        VectorLoops.siluOf(conv, conv, 0, n);
    }

    @Override
    public void spread(
            float[] keep, float[] dt, float[] conv, int headdim, float[] decay, float[] input) {
        for (int h = 0; h < dt.length; h++) {
            int i = h * headdim;
            int to = i + headdim;
            for (; i + LANES <= to; i += LANES) {
                FloatVector.broadcast(SPECIES, keep[h]).intoArray(decay, i);
                FloatVector.fromArray(SPECIES, conv, i).mul(dt[h]).intoArray(input, i);
            }
            for (; i < to; i++) {
                decay[i] = keep[h];
                input[i] = dt[h] * conv[i];
            }
        }
    }

    @Override
    public void gate(float[] y, float[] z, float[] scratch, int n) {
        VectorLoops.siluOf(scratch, z, 0, n);
        int i = 0;
        for (; i + LANES <= n; i += LANES) {
            FloatVector gate = FloatVector.fromArray(SPECIES, scratch, i);
            FloatVector.fromArray(SPECIES, y, i).mul(gate).intoArray(y, i);
        }
        for (; i < n; i++) {
            y[i] = y[i] * scratch[i];
        }
    }

    @Override
    public StateScan scan(Mamba2Config config) {
        return new VectorScan(config);
    }
}
