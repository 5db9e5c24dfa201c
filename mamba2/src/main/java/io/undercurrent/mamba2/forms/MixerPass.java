package io.undercurrent.mamba2.forms;

import java.util.List;

/**
 * The results of a mixer's forward pass, and what its backward pass needs. It takes memory for
 * about 4 D_inner + 4 X numbers per token.
 */
public final class MixerPass<V> {

    Packing packing;

    /** [T][D]. */
    V[] inputs;

    /** Gate and value of the MLP inside the block, [T][M]. */
    V[] mlpGate;

    V[] mlpValue;

    /** [T][S]. */
    V[] z;

    /** Before the convolution and before the SiLU, [T][X]. */
    V[] raw;

    V[] preActivation;

    List<V[]> convTails;
    SsdPass<V> ssd;
    boolean learnedInitialState;

    /** The input of the output projection, [T][I]. */
    V[] gated;

    V[] outputs;
    LayerStates<V> finalStates;

    MixerPass() {}

    /** [T][D]. */
    public V[] outputs() {
        return outputs;
    }

    /** States after each sequence's last token. */
    public LayerStates<V> finalStates() {
        return finalStates;
    }
}
