package io.undercurrent.mamba2.forms;

import java.util.ArrayList;
import java.util.List;

/** The results of a backbone's forward pass, and what its backward pass needs. */
public final class BackbonePass<V> {

    final Packing packing;

    /** Residual stream before each block's norm and before the final norm, [T][D]. */
    final List<V[]> residuals = new ArrayList<>();

    final List<MixerPass<V>> mixers = new ArrayList<>();
    V[] outputs;

    BackbonePass(Packing packing) {
        this.packing = packing;
    }

    /** The final norm's output, [T][D]. */
    public V[] outputs() {
        return outputs;
    }

    /** Each layer's states after each sequence's last token. */
    public List<LayerStates<V>> finalStates() {
        return mixers.stream().map(MixerPass::finalStates).toList();
    }
}
