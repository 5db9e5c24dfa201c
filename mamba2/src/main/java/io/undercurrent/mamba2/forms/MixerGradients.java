package io.undercurrent.mamba2.forms;

/**
 * The results of a mixer's backward pass: gradients for the layer below and for the preceding part
 * of each sequence.
 *
 * @param <V> row type of the precision
 */
public final class MixerGradients<V> {

    private final V[] inputs;
    private final LayerStates<V> initialStates;

    MixerGradients(V[] inputs, LayerStates<V> initialStates) {
        this.inputs = inputs;
        this.initialStates = initialStates;
    }

    /** Gradients of the inputs, [T][D]. */
    public V[] inputs() {
        return inputs;
    }

    /** Gradients of the states from which the sequences started. */
    public LayerStates<V> initialStates() {
        return initialStates;
    }
}
