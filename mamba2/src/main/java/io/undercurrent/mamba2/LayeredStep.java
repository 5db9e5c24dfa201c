package io.undercurrent.mamba2;

import java.util.Arrays;

/**
 * The production step: layer by layer, each layer for all events of the call, so that a layer's
 * weights are read once per call and not once per event.
 */
final class LayeredStep implements BackboneStep {

    private final Backbone backbone;
    private final MixerStep[] mixers;
    private final float[] sameGap;
    private final float[][] residual;
    private final float[][] normed;
    private final float[][] mixed;
    private final int width;

    LayeredStep(Backbone backbone, int maxBatch, StepVariant variant) {
        if (maxBatch < 1) {
            throw new IllegalArgumentException("maxBatch=" + maxBatch + "; it must be at least 1");
        }
        this.backbone = backbone;
        width = backbone.config().mixer().dModel();
        MixerWeights[] weights = backbone.mixers(variant);
        mixers = new MixerStep[weights.length];
        for (int layer = 0; layer < mixers.length; layer++) {
            mixers[layer] = new MixerStep(weights[layer], maxBatch);
        }
        sameGap = new float[maxBatch];
        Arrays.fill(sameGap, 1f);
        residual = new float[maxBatch][width];
        normed = new float[maxBatch][width];
        mixed = new float[maxBatch][width];
    }

    @Override
    public void step(
            int n, float[][] inputs, float[][] states, int[] stateOffsets, float[][] outputs) {
        step(n, inputs, sameGap, states, stateOffsets, outputs);
    }

    @Override
    public void step(
            int n,
            float[][] inputs,
            float[] gapRatios,
            float[][] states,
            int[] stateOffsets,
            float[][] outputs) {
        check(n, gapRatios, states, stateOffsets);
        for (int b = 0; b < n; b++) {
            System.arraycopy(inputs[b], 0, residual[b], 0, width);
        }
        int convFloats = backbone.config().mixer().convFloats();
        int ssmFloats = backbone.config().mixer().ssmFloats();
        for (int layer = 0; layer < mixers.length; layer++) {
            normalise(n, backbone.norm(layer), normed);
            mixers[layer].step(
                    n,
                    normed,
                    gapRatios,
                    states,
                    stateOffsets,
                    layer * convFloats,
                    backbone.convFloats() + layer * ssmFloats,
                    mixed);
            for (int b = 0; b < n; b++) {
                Kernels.add(residual[b], mixed[b], width);
            }
        }
        normalise(n, backbone.finalNorm(), outputs);
    }

    private void normalise(int n, float[] weight, float[][] target) {
        for (int b = 0; b < n; b++) {
            float scale = Kernels.inverseRms(residual[b], 0, width);
            Kernels.scale(target[b], residual[b], scale, weight, 0, width);
        }
    }

    private void check(int n, float[] gapRatios, float[][] states, int[] stateOffsets) {
        if (n < 1 || n > residual.length) {
            throw new IllegalArgumentException(
                    "n=" + n + " events; this step was made for 1 to " + residual.length);
        }
        for (int b = 0; b < n; b++) {
            StepArguments.checkState(b, states[b], stateOffsets[b], backbone.stateFloats());
            StepArguments.checkGapRatio(b, gapRatios[b]);
        }
    }
}
