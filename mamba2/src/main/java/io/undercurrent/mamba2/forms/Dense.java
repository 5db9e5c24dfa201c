package io.undercurrent.mamba2.forms;

import io.undercurrent.mamba2.Block;

/**
 * A linear layer over tokens, y = x W^T + bias, and its gradients. The constructor reads the
 * weights.
 *
 * @param <V> {@code float[]} or {@code double[]}
 */
public final class Dense<V> {

    private final Reals<V> r;
    private final V[] weight;
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
    }

    /** Returns y [T][outputs] for x [T][inputs]. */
    public V[] forward(V[] x) {
        V[] y = r.matrix(x.length, outputs);
        if (bias != null) {
            for (V row : y) {
                r.copy(bias, 0, row, 0, outputs);
            }
        }
        r.rightTransposed(Block.of(y), Block.of(x), Block.of(weight), x.length, inputs, outputs);
        return y;
    }

    /**
     * Adds to the flat gradients of weight and bias; dBias is null if there is no bias.
     *
     * @return gradients of x, [T][inputs]
     */
    public V[] backward(V[] x, V[] dy, V dWeight, V dBias) {
        ownBackward(x, dy, dWeight, dBias);
        V[] dx = r.matrix(x.length, inputs);
        r.product(Block.of(dx), Block.of(dy), Block.of(weight), x.length, outputs, inputs);
        return dx;
    }

    /** {@link #backward} without the gradients of x. */
    public void ownBackward(V[] x, V[] dy, V dWeight, V dBias) {
        V[] rows = r.matrix(outputs, inputs);
        r.leftTransposed(Block.of(rows), Block.of(dy), Block.of(x), outputs, x.length, inputs);
        r.addTo(dWeight, rows, inputs);
        if (dBias != null) {
            for (V row : dy) {
                r.axpy(dBias, 1, row, 0, outputs);
            }
        }
    }

    /**
     * The layer over some tokens with its result transposed, so that what follows can go along the
     * tokens.
     *
     * @param y receives [outputs][count]
     * @param x [T][inputs]
     * @param from the first token
     */
    public void forwardColumns(V[] y, V[] x, int from, int count) {
        for (int o = 0; o < outputs; o++) {
            r.fill(y[o], bias == null ? 0 : r.get(bias, o), 0, count);
        }
        Block<V> tokens = new Block<>(x, from, 0);
        r.rightTransposed(Block.of(y), Block.of(weight), tokens, outputs, inputs, count);
    }

    /**
     * The backward pass of {@link #forwardColumns}; it adds to all gradients.
     *
     * @param dy [outputs][count]
     * @param dWeight [outputs][inputs]
     * @param dBias [outputs], or null
     * @param dx [T][inputs]
     */
    public void backwardColumns(V[] x, int from, int count, V[] dy, V[] dWeight, V dBias, V[] dx) {
        Block<V> tokens = new Block<>(x, from, 0);
        r.product(Block.of(dWeight), Block.of(dy), tokens, outputs, count, inputs);
        for (int o = 0; dBias != null && o < outputs; o++) {
            r.set(dBias, o, r.get(dBias, o) + r.sum(dy[o], 0, count));
        }
        Block<V> gradient = new Block<>(dx, from, 0);
        r.leftTransposed(gradient, Block.of(dy), Block.of(weight), count, outputs, inputs);
    }
}
