package io.undercurrent.training.network;

import io.undercurrent.mamba2.Parameters;
import io.undercurrent.mamba2.forms.Dense;
import io.undercurrent.mamba2.forms.Reals;
import io.undercurrent.scorer.network.NetworkShapes;

/**
 * A linear layer with the name of its parameters and their gradients.
 *
 * @param <V> {@code float[]} or {@code double[]}
 */
record Layer<V>(String name, Dense<V> dense) {
    static <V> Layer<V> of(Reals<V> r, Parameters<V> p, String name, int outputs, int inputs) {
        return new Layer<>(
                name,
                new Dense<>(
                        r,
                        p.get(NetworkShapes.weight(name)),
                        p.get(NetworkShapes.bias(name)),
                        outputs,
                        inputs));
    }

    V[] forward(V[] x) {
        return dense.forward(x);
    }

    /** Adds to the gradients of weight and bias; returns the gradient of x. */
    V[] backward(V[] x, V[] dy, Parameters<V> gradients) {
        return dense.backward(
                x,
                dy,
                gradients.get(NetworkShapes.weight(name)),
                gradients.get(NetworkShapes.bias(name)));
    }

    /** {@link #backward} without the gradient of x. */
    void ownBackward(V[] x, V[] dy, Parameters<V> gradients) {
        dense.ownBackward(
                x,
                dy,
                gradients.get(NetworkShapes.weight(name)),
                gradients.get(NetworkShapes.bias(name)));
    }
}
