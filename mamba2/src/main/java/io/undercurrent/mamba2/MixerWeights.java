package io.undercurrent.mamba2;

/**
 * One mixer's weights in the step's layout: projections by column, the convolution by tap, D and
 * the norm by channel. So every inner loop reads contiguous memory.
 */
final class MixerWeights {

    final Mamba2Config config;
    final StepKernels kernels;
    final Linear inProj;
    final Linear outProj;

    /** [K][X], oldest tap first. */
    final float[][] convTaps;

    /** [X]; zeros without conv_bias. */
    final float[] convBias;

    /** [H]. */
    final float[] dtBias;

    /** [H], A = -exp(A_log). */
    final float[] a;

    /** [S]. */
    final float[] skip;

    /** [S], or null without rmsnorm. */
    final float[] norm;

    MixerWeights(Mamba2Config config, Parameters<float[]> p, StepKernels kernels) {
        this.config = config;
        this.kernels = kernels;
        inProj =
                kernels.linear(
                        p.get("in_proj.weight"), optional(p, "in_proj.bias"), config.dInProj());
        outProj =
                kernels.linear(
                        p.get("out_proj.weight"), optional(p, "out_proj.bias"), config.dModel());
        convTaps = convTaps(p.get("conv1d.weight"), config);
        convBias = config.convBias() ? p.get("conv1d.bias").clone() : new float[config.convDim()];
        dtBias = p.get("dt_bias").clone();
        a = decayRates(p.get("A_log"));
        skip = skip(p.get("D"), config);
        norm = config.rmsnorm() ? p.get("norm.weight").clone() : null;
    }

    private static float[] optional(Parameters<float[]> p, String name) {
        return p.has(name) ? p.get(name) : null;
    }

    private static float[][] convTaps(float[] weight, Mamba2Config c) {
        float[][] taps = new float[c.dConv()][c.convDim()];
        for (int channel = 0; channel < c.convDim(); channel++) {
            for (int k = 0; k < c.dConv(); k++) {
                taps[k][channel] = weight[channel * c.dConv() + k];
            }
        }
        return taps;
    }

    private static float[] decayRates(float[] aLog) {
        float[] a = new float[aLog.length];
        for (int h = 0; h < a.length; h++) {
            a[h] = (float) -FloatMath.exp(aLog[h]);
        }
        return a;
    }

    private static float[] skip(float[] d, Mamba2Config c) {
        float[] skip = new float[c.dSsm()];
        for (int i = 0; i < skip.length; i++) {
            skip[i] = c.dHasHdim() ? d[i] : d[i / c.headdim()];
        }
        return skip;
    }

    /**
     * Writes a new key's SSM state [N][S] at the index at. Only a learned initial state is written;
     * without one, the array keeps the zeros that it must hold on entry.
     */
    static void initialState(Parameters<float[]> p, Mamba2Config c, float[] state, int at) {
        if (c.learnableInitStates()) {
            float[] init = p.get("init_states");
            for (int channel = 0; channel < c.dSsm(); channel++) {
                for (int n = 0; n < c.dState(); n++) {
                    state[at + n * c.dSsm() + channel] = init[channel * c.dState() + n];
                }
            }
        }
    }
}
