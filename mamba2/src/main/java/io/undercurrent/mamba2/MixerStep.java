package io.undercurrent.mamba2;

/**
 * One mixer's recurrent step for events of different keys. Its parts have the numbers of the
 * definition: 1 projection, 2 causal convolution, 3 dt and decay, 4 state update and read-out, 5
 * gated norm, 6 projection.
 */
final class MixerStep {

    private final MixerWeights w;
    private final TokenMixer token;
    private final int convDim;
    private final StateScan scan;
    private final float[][] projected;
    private final float[][] gated;
    private final float[] raw;

    MixerStep(MixerWeights weights, int maxBatch) {
        w = weights;
        token = new TokenMixer(weights);
        convDim = w.config.convDim();
        scan = weights.kernels.scan(w.config);
        projected = new float[maxBatch][w.config.dInProj()];
        gated = new float[maxBatch][w.config.dInner()];
        raw = new float[convDim];
    }

    /**
     * Runs n events of different keys through the mixer and updates their states.
     *
     * @param inputs n rows of [D]
     * @param gapRatios n factors that multiply dt in the decay
     * @param states n arrays; event b's convolution tail [K-1][X] begins at stateOffsets[b] +
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
            token.convolve(states[b], stateOffsets[b] + convOffset, raw); // 2
            append(states[b], stateOffsets[b] + convOffset);
            token.discretise(gapRatios[b]); // 3
            scan.once(states[b], stateOffsets[b] + ssmOffset, token); // 4
            token.gate(gated[b]); // 5
        }
        w.outProj.apply(n, gated, outputs); // 6
    }

    /** Drops the tail's oldest row and appends the new one. */
    private void append(float[] state, int offset) {
        int kept = w.config.dConv() - 2;
        if (kept >= 0) {
            System.arraycopy(state, offset + convDim, state, offset, kept * convDim);
            System.arraycopy(raw, 0, state, offset + kept * convDim, convDim);
        }
    }
}
