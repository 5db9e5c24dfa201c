package io.undercurrent.mamba2;

import java.util.Arrays;

/**
 * The step that production uses. It goes layer by layer and takes up to {@value #TOGETHER} events
 * through a layer, so that the layer's weights are read once for all of them. The rows of more
 * events would not fit the first-level cache.
 */
final class LayeredStep implements BackboneStep {

    static final int TOGETHER = 8;

    private final Backbone backbone;
    private final MixerStep[] mixers;
    private final int maxBatch;
    private final int width;
    private final float[] sameGap;
    private final float[][] residual;
    private final float[][] normed;
    private final float[][] mixed;
    private final float[] gaps;
    private final float[][] keys;
    private final int[] offsets;
    private final float[][] results;

    LayeredStep(Backbone backbone, int maxBatch, StepVariant variant) {
        if (maxBatch < 1) {
            throw new IllegalArgumentException("maxBatch=" + maxBatch + "; it must be at least 1");
        }
        this.backbone = backbone;
        this.maxBatch = maxBatch;
        width = backbone.config().mixer().dModel();
        int together = Math.min(TOGETHER, maxBatch);
        MixerWeights[] weights = backbone.mixers(variant);
        mixers = new MixerStep[weights.length];
        for (int layer = 0; layer < mixers.length; layer++) {
            mixers[layer] = new MixerStep(weights[layer], together);
        }
        sameGap = new float[maxBatch];
        Arrays.fill(sameGap, 1f);
        residual = new float[together][width];
        normed = new float[together][width];
        mixed = new float[together][width];
        gaps = new float[together];
        keys = new float[together][];
        offsets = new int[together];
        results = new float[together][];
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
        for (int from = 0; from < n; from += TOGETHER) {
            int count = Math.min(TOGETHER, n - from);
            for (int b = 0; b < count; b++) {
                System.arraycopy(inputs[from + b], 0, residual[b], 0, width);
                gaps[b] = gapRatios[from + b];
                keys[b] = states[from + b];
                offsets[b] = stateOffsets[from + b];
                results[b] = outputs[from + b];
            }
            layers(count);
            normalise(count, backbone.finalNorm(), results);
        }
        Arrays.fill(keys, null); // the owner may evict a state after this call
        Arrays.fill(results, null);
    }

    private void layers(int n) {
        int convFloats = backbone.config().mixer().convFloats();
        int ssmFloats = backbone.config().mixer().ssmFloats();
        for (int layer = 0; layer < mixers.length; layer++) {
            normalise(n, backbone.norm(layer), normed);
            mixers[layer].step(
                    n,
                    normed,
                    gaps,
                    keys,
                    offsets,
                    layer * convFloats,
                    backbone.convFloats() + layer * ssmFloats,
                    mixed);
            for (int b = 0; b < n; b++) {
                Kernels.add(residual[b], mixed[b], width);
            }
        }
    }

    private void normalise(int n, float[] weight, float[][] target) {
        for (int b = 0; b < n; b++) {
            float scale = Kernels.inverseRms(residual[b], 0, width);
            Kernels.scale(target[b], residual[b], scale, weight, 0, width);
        }
    }

    private void check(int n, float[] gapRatios, float[][] states, int[] stateOffsets) {
        if (n < 1 || n > maxBatch) {
            throw new IllegalArgumentException(
                    "n=" + n + " events; this step was made for 1 to " + maxBatch);
        }
        for (int b = 0; b < n; b++) {
            StepArguments.checkState(b, states[b], stateOffsets[b], backbone.stateFloats());
            StepArguments.checkGapRatio(b, gapRatios[b]);
        }
    }
}
