package io.undercurrent.scorer.network;

import io.undercurrent.mamba2.BackboneStep;
import io.undercurrent.mamba2.Linear;

/**
 * Two layers on each event alone, without state.
 *
 * @param hiddenWidth outputs of the first layer
 * @param width d_model
 */
record MlpTrunk(Linear first, Linear second, int hiddenWidth, int width) implements ModelTrunk {
    @Override
    public String sha256() {
        return "";
    }

    @Override
    public int convFloats() {
        return 0;
    }

    @Override
    public int ssmFloats() {
        return 0;
    }

    @Override
    public void initState(float[] state, int offset) {}

    @Override
    public BackboneStep newStep(int maxBatch) {
        return new MlpStep(first, second, hiddenWidth, width, maxBatch);
    }

    /** Runs event by event: without a state, chunks gain nothing. */
    @Override
    public Chunks newChunks() {
        BackboneStep step = newStep(1);
        float[][] one = new float[1][];
        float[][] states = new float[1][];
        float[][] result = new float[1][];
        int[] offset = new int[1];
        return (n, in, state, at, out) -> {
            for (int t = 0; t < n; t++) {
                one[0] = in[t];
                states[0] = state;
                offset[0] = at;
                result[0] = out[t];
                step.step(1, one, states, offset, result);
            }
        };
    }
}
