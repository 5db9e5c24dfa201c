package io.undercurrent.mamba2;

/**
 * Advances one key's state over many events per call, for warm starts and for rebuilding a state
 * from stored inputs. It goes layer by layer, so that it reads the weights and the state once for a
 * segment of events. Outputs and state are the same as from single steps, bit for bit. Not
 * thread-safe; a run allocates nothing.
 */
public final class Prefill {

    /**
     * Events per pass: enough to reuse the weights, few enough that their rows stay in the caches.
     */
    private static final int SEGMENT = 32;

    private final Backbone backbone;
    private final MixerPrefill[] mixers;
    private final int width;
    private final float[][] residual;
    private final float[][] normed;
    private final float[][] mixed;

    Prefill(Backbone backbone, StepVariant variant) {
        this.backbone = backbone;
        width = backbone.config().mixer().dModel();
        MixerWeights[] weights = backbone.mixers(variant);
        mixers = new MixerPrefill[weights.length];
        for (int layer = 0; layer < mixers.length; layer++) {
            mixers[layer] = new MixerPrefill(weights[layer], SEGMENT);
        }
        residual = new float[SEGMENT][width];
        normed = new float[SEGMENT][width];
        mixed = new float[SEGMENT][width];
    }

    /**
     * Feeds a key's next events.
     *
     * @param inputs one row of [d_model] for each event, in order
     * @param gapRatios one ratio for each event, or null if all are 1, see {@link BackboneStep}
     * @param state the array that holds the key's state; updated in place
     * @param offset index at which the key's {@link Backbone#stateFloats} begin
     * @param outputs one row of [d_model] for each event, which receives the final norm's output;
     *     null if the caller needs only the state
     * @throws IllegalArgumentException if the offset or a gap ratio is out of range; the state is
     *     then unchanged
     */
    public void run(
            float[][] inputs, float[] gapRatios, float[] state, int offset, float[][] outputs) {
        StepArguments.checkState(0, state, offset, backbone.stateFloats());
        for (int t = 0; gapRatios != null && t < inputs.length; t++) {
            StepArguments.checkGapRatio(t, gapRatios[t]);
        }
        for (int from = 0; from < inputs.length; from += SEGMENT) {
            int count = Math.min(SEGMENT, inputs.length - from);
            segment(from, count, inputs, gapRatios, state, offset);
            for (int i = 0; outputs != null && i < count; i++) {
                normalise(residual[i], backbone.finalNorm(), outputs[from + i]);
            }
        }
    }

    private void segment(
            int from, int count, float[][] inputs, float[] gapRatios, float[] state, int offset) {
        for (int i = 0; i < count; i++) {
            System.arraycopy(inputs[from + i], 0, residual[i], 0, width);
        }
        Mamba2Config c = backbone.config().mixer();
        for (int layer = 0; layer < mixers.length; layer++) {
            for (int i = 0; i < count; i++) {
                normalise(residual[i], backbone.norm(layer), normed[i]);
            }
            mixers[layer].run(
                    count,
                    normed,
                    gapRatios,
                    from,
                    state,
                    offset + layer * c.convFloats(),
                    offset + backbone.convFloats() + layer * c.ssmFloats(),
                    mixed);
            for (int i = 0; i < count; i++) {
                Kernels.add(residual[i], mixed[i], width);
            }
        }
    }

    private void normalise(float[] x, float[] weight, float[] target) {
        Kernels.scale(target, x, Kernels.inverseRms(x, 0, width), weight, 0, width);
    }
}
