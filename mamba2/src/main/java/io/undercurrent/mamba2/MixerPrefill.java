package io.undercurrent.mamba2;

/**
 * One mixer over a run of events of one key: the projections take many events at once, and the
 * state stays in rows between them. The same loops as {@link MixerStep}, hence the same bits, for
 * less than its cost.
 */
final class MixerPrefill {

    private final MixerWeights w;
    private final Mamba2Config c;
    private final TokenMixer token;
    private final float[][] projected;
    private final float[][] gated;

    /** Raw inputs of the convolution: the K-1 before the run, then the run's own. */
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
     * The key's next events.
     *
     * @param count number of events
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
