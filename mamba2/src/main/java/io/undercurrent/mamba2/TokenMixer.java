package io.undercurrent.mamba2;

/**
 * Steps 2 to 5 of the mixer for one token at a time, between the projections, on scratch rows of
 * its own. Whoever drives it brings the past inputs and the state's rows, in whatever form they are
 * kept: the same sums in the same order either way.
 */
final class TokenMixer {

    private final MixerWeights w;
    private final Mamba2Config c;
    private final int channels;
    private final int convDim;
    private final int mlp;

    private final float[] mlpGate;
    private final float[] mlpValue;
    private final float[] mlpScratch;
    private final float[] z;
    private final float[] conv;
    private final float[] clamped;
    private final float[] dtRaw;
    private final float[] decay;
    private final float[] input;
    private final float[] y;

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
        clamped = new float[convDim];
        dtRaw = new float[c.nheads()];
        decay = new float[channels];
        input = new float[channels];
        y = new float[channels];
    }

    /** Takes a row of in_proj's output apart; raw receives the convolution's input, [X]. */
    void split(float[] row, float[] raw) {
        System.arraycopy(row, 0, mlpGate, 0, mlp);
        System.arraycopy(row, mlp, mlpValue, 0, mlp);
        System.arraycopy(row, 2 * mlp, z, 0, channels);
        System.arraycopy(row, 2 * mlp + channels, raw, 0, convDim);
        System.arraycopy(row, 2 * mlp + channels + convDim, dtRaw, 0, dtRaw.length);
        System.arraycopy(w.convBias, 0, conv, 0, convDim);
    }

    /**
     * 2. One tap of the causal convolution; to be called from the oldest, 0, to the newest, K-1.
     */
    void convolve(int tap, float[] raw) {
        Kernels.multiplyAdd(conv, w.convTaps[tap], raw, convDim);
    }

    /**
     * 2. SiLU. 3. dt, decay and input dt x of every channel. And y = D x, which the scan adds to.
     */
    void discretise(float gapRatio) {
        Kernels.silu(conv, clamped, convDim);
        Kernels.multiply(y, w.skip, conv, channels);
        float min = (float) c.dtLimitMin();
        float max = (float) c.dtLimitMax();
        for (int h = 0; h < dtRaw.length; h++) {
            float dt = FloatMath.softplus(dtRaw[h] + w.dtBias[h]);
            dt = dt < min ? min : dt > max ? max : dt;
            float keep = (float) FloatMath.exp(dt * w.a[h] * gapRatio);
            int to = (h + 1) * c.headdim();
            for (int i = h * c.headdim(); i < to; i++) {
                decay[i] = keep;
                input[i] = dt * conv[i];
            }
        }
    }

    /** 4. Rows n and n+1 of the state, updated in place, and their part of y. */
    void scan(int n, float[] row0, float[] row1) {
        int perGroup = channels / c.ngroups();
        int dState = c.dState();
        int read = channels + c.ngroups() * dState;
        for (int g = 0; g < c.ngroups(); g++) {
            int at = g * dState + n;
            Kernels.updateState2(
                    row0,
                    row1,
                    decay,
                    input,
                    y,
                    conv[channels + at],
                    conv[read + at],
                    conv[channels + at + 1],
                    conv[read + at + 1],
                    g * perGroup,
                    (g + 1) * perGroup);
        }
    }

    /** 4. Row n of the state alone, the last of an odd d_state. */
    void scan(int n, float[] row0) {
        int perGroup = channels / c.ngroups();
        int read = channels + c.ngroups() * c.dState();
        for (int g = 0; g < c.ngroups(); g++) {
            int at = g * c.dState() + n;
            Kernels.updateState(
                    row0,
                    decay,
                    input,
                    y,
                    conv[channels + at],
                    conv[read + at],
                    g * perGroup,
                    (g + 1) * perGroup);
        }
    }

    /** 5. Gated norm; out receives [I], the MLP's part first. */
    void gate(float[] out) {
        if (!c.normBeforeGate() || !c.rmsnorm()) {
            Kernels.gate(y, z, clamped, channels);
        }
        if (c.rmsnorm()) {
            int groups = c.groupedNorm() ? c.ngroups() : 1;
            int size = channels / groups;
            for (int from = 0; from < channels; from += size) {
                float scale = Kernels.inverseRms(y, from, from + size);
                Kernels.scale(y, y, scale, w.norm, from, from + size);
            }
            if (c.normBeforeGate()) {
                Kernels.gate(y, z, clamped, channels);
            }
        }
        Kernels.gate(mlpValue, mlpGate, mlpScratch, mlp);
        System.arraycopy(mlpValue, 0, out, 0, mlp);
        System.arraycopy(y, 0, out, mlp, channels);
    }
}
