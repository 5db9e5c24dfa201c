package io.undercurrent.training.network;

import io.undercurrent.mamba2.forms.Reals;
import io.undercurrent.scorer.inputs.EventInputs;

/**
 * The linear layer over tokens of discrete events and its gradients. A token's inputs are 1 for
 * each of its few symbols and 0 for all others; it reads and changes only those few columns.
 *
 * @param <V> {@code float[]} or {@code double[]}
 */
final class EventEmbed<V> {
    private final Reals<V> r;
    private final V[] columns;
    private final V bias;
    private final int width;
    private final int symbols;
    private final int inputs;

    /** Creates the layer from weights [width, inputs]. */
    EventEmbed(Reals<V> reals, V weight, V bias, int width, int symbols) {
        r = reals;
        this.bias = bias;
        this.width = width;
        this.symbols = symbols;
        inputs = EventInputs.features(symbols);
        columns = r.matrix(inputs, width);
        r.transpose(columns, r.rows(weight, width, inputs), width, 0, inputs);
    }

    /** Maps [T][token width] to [T][width]. */
    V[] forward(V[] tokens) {
        V[] out = r.matrix(tokens.length, width);
        for (int t = 0; t < tokens.length; t++) {
            r.copy(bias, 0, out[t], 0, width);
            for (int p = 0; p < EventInputs.PAST; p++) {
                int symbol = (int) r.get(tokens[t], p);
                if (symbol >= 0) {
                    r.axpy(out[t], 1, columns[p * symbols + symbol], 0, width);
                }
            }
            double gap = r.get(tokens[t], EventInputs.PAST);
            r.axpy(out[t], gap, columns[inputs - 1], 0, width);
        }
        return out;
    }

    /** Adds to the flat gradients of weight and bias. */
    void backward(V[] tokens, V[] dOut, V dWeight, V dBias) {
        V[] dColumns = r.matrix(inputs, width);
        for (int t = 0; t < tokens.length; t++) {
            r.axpy(dBias, 1, dOut[t], 0, width);
            for (int p = 0; p < EventInputs.PAST; p++) {
                int symbol = (int) r.get(tokens[t], p);
                if (symbol >= 0) {
                    r.axpy(dColumns[p * symbols + symbol], 1, dOut[t], 0, width);
                }
            }
            double gap = r.get(tokens[t], EventInputs.PAST);
            r.axpy(dColumns[inputs - 1], gap, dOut[t], 0, width);
        }
        V[] rows = r.matrix(width, inputs);
        r.transpose(rows, dColumns, inputs, 0, width);
        r.addTo(dWeight, rows, inputs);
    }
}
