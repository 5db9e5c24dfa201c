package io.undercurrent.mamba2;

/**
 * One mixer's recurrent step, numbered as in the definition: 1 projection, 2 causal convolution, 3
 * dt and decay, 4 state update and read-out, 5 gated norm, 6 projection. Steps 2 to 5 run event by
 * event on scratch rows; the state is read and written exactly once.
 */
final class MixerStep {

    private final MixerWeights w;
    private final Mamba2Config c;
    private final int channels;
    private final int convDim;
    private final int mlp;

    private final float[][] projected;
    private final float[][] gated;

    private final float[] mlpGate;
    private final float[] mlpValue;
    private final float[] mlpScratch;
    private final float[] z;
    private final float[] raw;
    private final float[] conv;

    /** One tap's inputs; the clamped values of a SiLU. */
    private final float[] tap;

    private final float[] dtRaw;
    private final float[] decay;
    private final float[] input;
    private final float[] y;
    private final float[] row0;
    private final float[] row1;

    MixerStep(MixerWeights weights, int maxBatch) {
        w = weights;
        c = weights.config;
        channels = c.dSsm();
        convDim = c.convDim();
        mlp = c.dMlp();
        projected = new float[maxBatch][c.dInProj()];
        gated = new float[maxBatch][c.dInner()];
        mlpGate = new float[mlp];
        mlpValue = new float[mlp];
        mlpScratch = new float[mlp];
        z = new float[channels];
        raw = new float[convDim];
        conv = new float[convDim];
        tap = new float[convDim];
        dtRaw = new float[c.nheads()];
        decay = new float[channels];
        input = new float[channels];
        y = new float[channels];
        row0 = new float[channels];
        row1 = new float[channels];
    }

    /**
     * n events of different keys.
     *
     * @param inputs n rows of [D]
     * @param gapRatios n factors of dt in the decay
     * @param states n arrays; the event's convolution tail [K-1][X] begins at stateOffsets[b] +
     *     convOffset, its SSM state [N][S] at stateOffsets[b] + ssmOffset
     * @param outputs n rows of [D], overwritten
     */
    void step(
            int n,
            float[][] inputs,
            float[] gapRatios,
            float[][] states,
            int[] stateOffsets,
            int convOffset,
            int ssmOffset,
            float[][] outputs) {
        w.inProj.apply(n, inputs, projected); // 1
        for (int b = 0; b < n; b++) {
            split(projected[b]);
            convolve(states[b], stateOffsets[b] + convOffset); // 2
            discretise(gapRatios[b]); // 3
            scan(states[b], stateOffsets[b] + ssmOffset); // 4
            gate(gated[b]); // 5
        }
        w.outProj.apply(n, gated, outputs); // 6
    }

    private void split(float[] row) {
        System.arraycopy(row, 0, mlpGate, 0, mlp);
        System.arraycopy(row, mlp, mlpValue, 0, mlp);
        System.arraycopy(row, 2 * mlp, z, 0, channels);
        System.arraycopy(row, 2 * mlp + channels, raw, 0, convDim);
        System.arraycopy(row, 2 * mlp + channels + convDim, dtRaw, 0, dtRaw.length);
    }

    private void convolve(float[] state, int offset) {
        int tail = c.dConv() - 1;
        System.arraycopy(w.convBias, 0, conv, 0, convDim);
        for (int k = 0; k < tail; k++) {
            System.arraycopy(state, offset + k * convDim, tap, 0, convDim);
            Kernels.multiplyAdd(conv, w.convTaps[k], tap, convDim);
        }
        Kernels.multiplyAdd(conv, w.convTaps[tail], raw, convDim);
        Kernels.silu(conv, tap, convDim);
        if (tail > 0) {
            System.arraycopy(state, offset + convDim, state, offset, (tail - 1) * convDim);
            System.arraycopy(raw, 0, state, offset + (tail - 1) * convDim, convDim);
        }
    }

    private void discretise(float gapRatio) {
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

    private void scan(float[] state, int offset) {
        Kernels.multiply(y, w.skip, conv, channels);
        int last = c.dState() - 1;
        for (int n = 0; n <= last; n += 2) {
            int at = offset + n * channels;
            System.arraycopy(state, at, row0, 0, channels);
            if (n < last) {
                System.arraycopy(state, at + channels, row1, 0, channels);
                twoRows(n);
                System.arraycopy(row1, 0, state, at + channels, channels);
            } else {
                oneRow(n);
            }
            System.arraycopy(row0, 0, state, at, channels);
        }
    }

    private void twoRows(int n) {
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

    private void oneRow(int n) {
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

    private void gate(float[] out) {
        if (!c.normBeforeGate() || !c.rmsnorm()) {
            Kernels.gate(y, z, tap, channels);
        }
        if (c.rmsnorm()) {
            int groups = c.groupedNorm() ? c.ngroups() : 1;
            int size = channels / groups;
            for (int from = 0; from < channels; from += size) {
                float scale = Kernels.inverseRms(y, from, from + size);
                Kernels.scale(y, y, scale, w.norm, from, from + size);
            }
            if (c.normBeforeGate()) {
                Kernels.gate(y, z, tap, channels);
            }
        }
        Kernels.gate(mlpValue, mlpGate, mlpScratch, mlp);
        System.arraycopy(mlpValue, 0, out, 0, mlp);
        System.arraycopy(y, 0, out, mlp, channels);
    }
}
