package io.undercurrent.mamba2.forms;

/**
 * A linear layer over tokens, y = x W^T + bias, and its gradients. The constructor reads the
 * weights.
 *
 * @param <V> {@code float[]} or {@code double[]}
 */
public final class Dense<V> {

    private final Reals<V> r;
    private final V[] weight;
    private final V[] transposed;
    private final V bias;
    private final int outputs;
    private final int inputs;

    /**
     * A layer with the given weights.
     *
     * @param weight [outputs, inputs] flat, row-major
     * @param bias [outputs], or null
     */
    public Dense(Reals<V> reals, V weight, V bias, int outputs, int inputs) {
        r = reals;
        this.weight = r.rows(weight, outputs, inputs);
        this.bias = bias;
        this.outputs = outputs;
        this.inputs = inputs;
        transposed = r.matrix(inputs, outputs);
        r.transpose(transposed, this.weight, outputs, 0, inputs);
    }

    /** Returns y [T][outputs] for x [T][inputs]. */
    public V[] forward(V[] x) {
        V[] y = r.matrix(x.length, outputs);
        if (bias != null) {
            for (V row : y) {
                r.copy(bias, 0, row, 0, outputs);
            }
        }
        r.product(y, x, transposed, outputs);
        return y;
    }

    /**
     * Adds to the flat gradients of weight and bias; dBias is null if there is no bias.
     *
     * @return gradients of x, [T][inputs]
     */
    public V[] backward(V[] x, V[] dy, V dWeight, V dBias) {
        V[] rows = r.matrix(outputs, inputs);
        r.transposedProduct(rows, dy, x, inputs);
        r.addTo(dWeight, rows, inputs);
        if (dBias != null) {
            for (V row : dy) {
                r.axpy(dBias, 1, row, 0, outputs);
            }
        }
        V[] dx = r.matrix(x.length, inputs);
        r.product(dx, dy, weight, inputs);
        return dx;
    }
}
