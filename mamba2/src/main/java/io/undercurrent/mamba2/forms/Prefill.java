package io.undercurrent.mamba2.forms;

import io.undercurrent.mamba2.Backbone;
import io.undercurrent.mamba2.BackboneConfig;
import io.undercurrent.mamba2.Mamba2Config;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Brings a key's state forward over many events at once, by the chunked form: for warm starts and
 * for rebuilding a state from stored inputs. Same state layout as the step and the same numbers up
 * to float32 rounding (not to the bit). Not thread-safe; allocates, unlike the step.
 */
public final class Prefill {

    /** Tokens per pass: bounds the memory, and the weights are read once for as many. */
    private static final int SEGMENT = 256;

    /** Chunk length that suits a CPU; any gives the same result up to rounding. */
    private static final int CHUNK = 32;

    private final Backbone backbone;
    private final BackboneForm<float[]> form;

    /** Arranges the backbone's weights for whole sequences. */
    public Prefill(Backbone backbone) {
        this.backbone = backbone;
        BackboneConfig config = backbone.config();
        form =
                new BackboneForm<>(
                        Precision.FLOAT32,
                        new BackboneConfig(config.nLayer(), config.mixer().withChunkSize(CHUNK)),
                        backbone.parameters());
    }

    /**
     * Feeds a key's next events.
     *
     * @param inputs one row of [d_model] for each event, in order
     * @param gapRatios one for each event, or null for all 1, see {@link
     *     io.undercurrent.mamba2.BackboneStep}
     * @param state holds the key's state, updated in place
     * @param offset where the {@link Backbone#stateFloats} begin
     * @param outputs rows of [d_model] that receive the final norm's output, or null if only the
     *     state is wanted
     */
    public void run(
            float[][] inputs, float[] gapRatios, float[] state, int offset, float[][] outputs) {
        for (int from = 0; from < inputs.length; from += SEGMENT) {
            int to = Math.min(inputs.length, from + SEGMENT);
            BackbonePass<float[]> pass =
                    form.forward(
                            ScanForm.CHUNKED,
                            Packing.single(to - from),
                            Arrays.copyOfRange(inputs, from, to),
                            gapRatios == null ? null : Arrays.copyOfRange(gapRatios, from, to),
                            read(state, offset));
            write(pass.finalStates(), state, offset);
            for (int t = from; outputs != null && t < to; t++) {
                float[] row = pass.outputs()[t - from];
                System.arraycopy(row, 0, outputs[t], 0, row.length);
            }
        }
    }

    private List<LayerStates<float[]>> read(float[] state, int offset) {
        Mamba2Config c = backbone.config().mixer();
        List<LayerStates<float[]>> layers = new ArrayList<>();
        for (int layer = 0; layer < backbone.config().nLayer(); layer++) {
            LayerStates<float[]> rows = LayerStates.zeros(Precision.FLOAT32, c, 1);
            int convAt = offset + layer * c.convFloats();
            int ssmAt = offset + backbone.convFloats() + layer * c.ssmFloats();
            copy(rows.convTails().get(0), state, convAt, true);
            copy(rows.ssmStates().get(0), state, ssmAt, true);
            layers.add(rows);
        }
        return layers;
    }

    private void write(List<LayerStates<float[]>> layers, float[] state, int offset) {
        Mamba2Config c = backbone.config().mixer();
        for (int layer = 0; layer < layers.size(); layer++) {
            LayerStates<float[]> rows = layers.get(layer);
            int convAt = offset + layer * c.convFloats();
            int ssmAt = offset + backbone.convFloats() + layer * c.ssmFloats();
            copy(rows.convTails().get(0), state, convAt, false);
            copy(rows.ssmStates().get(0), state, ssmAt, false);
        }
    }

    private static void copy(float[][] rows, float[] flat, int offset, boolean toRows) {
        int at = offset;
        for (float[] row : rows) {
            if (toRows) {
                System.arraycopy(flat, at, row, 0, row.length);
            } else {
                System.arraycopy(row, 0, flat, at, row.length);
            }
            at += row.length;
        }
    }
}
