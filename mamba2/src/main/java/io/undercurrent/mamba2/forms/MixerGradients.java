package io.undercurrent.mamba2.forms;

/**
 * What a mixer's backward pass hands to the layer below and to the pass before.
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

    /** [T][D]. */
    public V[] inputs() {
        return inputs;
    }

    /** Gradient of the states that the sequences began with. */
    public LayerStates<V> initialStates() {
        return initialStates;
    }
}
