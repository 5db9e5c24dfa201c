package io.undercurrent.mamba2;

/**
 * Runs one mixer over a sequence of events of one key. The projections take many events per call,
 * and the state stays in rows between events. The loops are those of {@link MixerStep}, so the bits
 * are the same, and it costs less.
 */
final class MixerPrefill {

    private final MixerWeights w;
    private final Mamba2Config c;
    private final TokenMixer token;
    private final float[][] projected;
    private final float[][] gated;

    /** Raw inputs of the convolution: first the K-1 before this run, then those of this run. */
    private final float[][] raw;

    private final StateScan scan;

    MixerPrefill(MixerWeights weights, int maxTokens) {
        w = weights;
        c = weights.config;
        token = new TokenMixer(weights);
        projected = new float[maxTokens][c.dInProj()];
        gated = new float[maxTokens][c.dInner()];
        raw = new float[c.dConv() - 1 + maxTokens][c.convDim()];
        scan = weights.kernels.scan(c);
    }

    /**
     * Runs the key's next events through the mixer and updates its state.
     *
     * @param count number of events, at most maxTokens
     * @param inputs rows of [D]
     * @param gapRatios factor of dt in the decay for event i at gapFrom + i, or null for all 1
     * @param state the tail [K-1][X] begins at convAt, the SSM state [N][S] at ssmAt
     * @param outputs rows of [D], overwritten
     */
    void run(
            int count,
            float[][] inputs,
            float[] gapRatios,
            int gapFrom,
            float[] state,
            int convAt,
            int ssmAt,
            float[][] outputs) {
        int tail = c.dConv() - 1;
        for (int k = 0; k < tail; k++) {
            System.arraycopy(state, convAt + k * c.convDim(), raw[k], 0, c.convDim());
        }
        scan.begin(state, ssmAt);
        w.inProj.apply(count, inputs, projected);
        for (int i = 0; i < count; i++) {
            token.split(projected[i], raw[tail + i]);
            token.convolve(raw, i);
            token.discretise(gapRatios == null ? 1f : gapRatios[gapFrom + i]);
            scan.next(token);
            token.gate(gated[i]);
        }
        w.outProj.apply(count, gated, outputs);
        for (int k = 0; k < tail; k++) {
            System.arraycopy(raw[count + k], 0, state, convAt + k * c.convDim(), c.convDim());
        }
        scan.end();
    }
}
