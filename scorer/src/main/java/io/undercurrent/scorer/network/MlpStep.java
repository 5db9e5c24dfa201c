package io.undercurrent.scorer.network;

import io.undercurrent.mamba2.BackboneStep;
import io.undercurrent.mamba2.FloatMath;
import io.undercurrent.mamba2.Linear;

/** {@code silu(W2 silu(W1 x))} of each event alone: a trunk without state, for comparison. */
final class MlpStep implements BackboneStep {
    private final Linear first;
    private final Linear second;
    private final int hiddenWidth;
    private final int width;
    private final float[][] hidden;

    MlpStep(Linear first, Linear second, int hiddenWidth, int width, int maxBatch) {
        this.first = first;
        this.second = second;
        this.hiddenWidth = hiddenWidth;
        this.width = width;
        hidden = new float[maxBatch][hiddenWidth];
    }

    @Override
    public void step(
            int n, float[][] inputs, float[][] states, int[] stateOffsets, float[][] outputs) {
        first.apply(n, inputs, hidden);
        silu(n, hidden, hiddenWidth);
        second.apply(n, hidden, outputs);
        silu(n, outputs, width);
    }

    private static void silu(int n, float[][] rows, int width) {
        for (int b = 0; b < n; b++) {
            for (int i = 0; i < width; i++) {
                rows[b][i] = FloatMath.silu(rows[b][i]);
            }
        }
    }

    @Override
    public void step(
            int n,
            float[][] inputs,
            float[] gapRatios,
            float[][] states,
            int[] stateOffsets,
            float[][] outputs) {
        step(n, inputs, states, stateOffsets, outputs); // nothing decays
    }
}
