package io.undercurrent.mamba2;

/**
 * One mixer's recurrent step for events of different keys, numbered as in the definition: 1
 * projection, 2 causal convolution, 3 dt and decay, 4 state update and read-out, 5 gated norm, 6
 * projection. Rows of the state pass through scratch rows, because C2 does not vectorise a loop
 * over an array with an offset beside one without; each is read and written once.
 */
final class MixerStep {

    private final MixerWeights w;
    private final TokenMixer token;
    private final int convDim;
    private final int channels;
    private final float[][] projected;
    private final float[][] gated;
    private final float[] raw;
    private final float[] tap;
    private final float[] row0;
    private final float[] row1;

    MixerStep(MixerWeights weights, int maxBatch) {
        w = weights;
        token = new TokenMixer(weights);
        convDim = w.config.convDim();
        channels = w.config.dSsm();
        projected = new float[maxBatch][w.config.dInProj()];
        gated = new float[maxBatch][w.config.dInner()];
        raw = new float[convDim];
        tap = new float[convDim];
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
            token.split(projected[b], raw);
            convolve(states[b], stateOffsets[b] + convOffset); // 2
            token.discretise(gapRatios[b]); // 3
            scan(states[b], stateOffsets[b] + ssmOffset); // 4
            token.gate(gated[b]); // 5
        }
        w.outProj.apply(n, gated, outputs); // 6
    }

    /** Reads the tail, then drops its oldest row and appends the new one. */
    private void convolve(float[] state, int offset) {
        int tail = w.config.dConv() - 1;
        for (int k = 0; k < tail; k++) {
            System.arraycopy(state, offset + k * convDim, tap, 0, convDim);
            token.convolve(k, tap);
        }
        token.convolve(tail, raw);
        if (tail > 0) {
            System.arraycopy(state, offset + convDim, state, offset, (tail - 1) * convDim);
            System.arraycopy(raw, 0, state, offset + (tail - 1) * convDim, convDim);
        }
    }

    private void scan(float[] state, int offset) {
        int last = w.config.dState() - 1;
        for (int n = 0; n <= last; n += 2) {
            int at = offset + n * channels;
            System.arraycopy(state, at, row0, 0, channels);
            if (n < last) {
                System.arraycopy(state, at + channels, row1, 0, channels);
                token.scan(n, row0, row1);
                System.arraycopy(row1, 0, state, at + channels, channels);
            } else {
                token.scan(n, row0);
            }
            System.arraycopy(row0, 0, state, at, channels);
        }
    }
}
