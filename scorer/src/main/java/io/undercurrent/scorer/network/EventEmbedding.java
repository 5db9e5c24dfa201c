package io.undercurrent.scorer.network;

import io.undercurrent.mamba2.Linear;
import io.undercurrent.scorer.inputs.EventInputs;

/**
 * The linear layer over a token of discrete events. All but a few of its inputs are 0, so it adds
 * up the columns of those few. Immutable.
 */
final class EventEmbedding implements Linear {
    private final float[][] columns;
    private final float[] bias;
    private final int symbols;

    /** Creates the layer from weights [d_model, inputs]. */
    EventEmbedding(float[] weight, float[] bias, int symbols) {
        this.bias = bias;
        this.symbols = symbols;
        int inputs = EventInputs.features(symbols);
        columns = new float[inputs][bias.length];
        for (int i = 0; i < bias.length; i++) {
            for (int c = 0; c < inputs; c++) {
                columns[c][i] = weight[i * inputs + c];
            }
        }
    }

    @Override
    public void apply(int n, float[][] tokens, float[][] out) {
        for (int b = 0; b < n; b++) {
            apply(tokens[b], out[b]);
        }
    }

    private void apply(float[] token, float[] out) {
        System.arraycopy(bias, 0, out, 0, bias.length);
        for (int p = 0; p < EventInputs.PAST; p++) {
            int symbol = (int) token[p];
            if (symbol >= 0) {
                add(1, columns[p * symbols + symbol], out);
            }
        }
        add(token[EventInputs.PAST], columns[columns.length - 1], out);
    }

    private static void add(float by, float[] column, float[] out) {
        for (int i = 0; i < out.length; i++) {
            out[i] += by * column[i];
        }
    }
}
