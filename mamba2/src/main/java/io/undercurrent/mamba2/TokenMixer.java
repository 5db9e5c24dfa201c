package io.undercurrent.mamba2;

/**
 * Steps 2, 3 and 5 of the mixer, between the projections, for one token at a time. It works on its
 * own scratch rows, which the {@link StateScan} of step 4 reads. The caller supplies the past
 * inputs; the sums and their order are the same for both ways of storing them.
 */
final class TokenMixer {

    private final MixerWeights w;
    private final Mamba2Config c;
    private final int channels;
    private final int convDim;
    private final int mlp;

    /** x, B and C after the convolution, [X]. */
    final float[] conv;

    /** exp(dt A), by channel, [S]. */
    final float[] decay;

    /** dt x, by channel, [S]. */
    final float[] input;

    /** The layer's y, by channel, [S]. */
    final float[] y;

    private final float[] mlpGate;
    private final float[] mlpValue;
    private final float[] mlpScratch;
    private final float[] z;
    private final float[] scratch;
    private final float[] keep;
    private final float[] dt;

    TokenMixer(MixerWeights weights) {
        w = weights;
        c = weights.config;
        channels = c.dSsm();
        convDim = c.convDim();
        mlp = c.dMlp();
        mlpGate = new float[mlp];
        mlpValue = new float[mlp];
        mlpScratch = new float[mlp];
        z = new float[channels];
        conv = new float[convDim];
        scratch = new float[convDim];
        keep = new float[c.nheads()];
        dt = new float[c.nheads()];
        decay = new float[channels];
        input = new float[channels];
        y = new float[channels];
    }

    /**
     * Splits a row of in_proj's output into its parts; raw receives the convolution's input, [X].
     */
    void split(float[] row, float[] raw) {
        System.arraycopy(row, 0, mlpGate, 0, mlp);
        System.arraycopy(row, mlp, mlpValue, 0, mlp);
        System.arraycopy(row, 2 * mlp, z, 0, channels);
        System.arraycopy(row, 2 * mlp + channels, raw, 0, convDim);
        System.arraycopy(row, 2 * mlp + channels + convDim, dt, 0, dt.length);
    }

    /**
     * 2. Causal convolution and SiLU; the tail [K-1][X] begins at offset, raw is the newest input.
     */
    void convolve(float[] state, int offset, float[] raw) {
        w.kernels.convolve(conv, w.convBias, w.convTaps, state, offset, raw, scratch);
    }

    /** 2. The same with the inputs in rows; the oldest is at index from. */
    void convolve(float[][] rows, int from) {
        w.kernels.convolve(conv, w.convBias, w.convTaps, rows, from, scratch);
    }

    /**
     * 3. Computes dt, the decay and the input dt x of every channel, and sets y = D x, to which the
     * scan adds.
     */
    void discretise(float gapRatio) {
        float min = (float) c.dtLimitMin();
        float max = (float) c.dtLimitMax();
        for (int h = 0; h < dt.length; h++) {
            float step = FloatMath.softplus(dt[h] + w.dtBias[h]);
            dt[h] = step < min ? min : step > max ? max : step;
        }
        for (int h = 0; h < dt.length; h++) {
            keep[h] = FloatMath.expf(dt[h] * w.a[h] * gapRatio);
        }
        w.kernels.spread(keep, dt, conv, c.headdim(), decay, input);
        Kernels.multiply(y, w.skip, conv, channels);
    }

    /** 5. Gated norm; out [I] receives the MLP's channels first. */
    void gate(float[] out) {
        if (!c.normBeforeGate() || !c.rmsnorm()) {
            w.kernels.gate(y, z, scratch, channels);
        }
        if (c.rmsnorm()) {
            int groups = c.groupedNorm() ? c.ngroups() : 1;
            int size = channels / groups;
            for (int from = 0; from < channels; from += size) {
                float scale = Kernels.inverseRms(y, from, from + size);
                Kernels.scale(y, y, scale, w.norm, from, from + size);
            }
            if (c.normBeforeGate()) {
                w.kernels.gate(y, z, scratch, channels);
            }
        }
        w.kernels.gate(mlpValue, mlpGate, mlpScratch, mlp);
        System.arraycopy(mlpValue, 0, out, 0, mlp);
        System.arraycopy(y, 0, out, mlp, channels);
    }
}
