package io.undercurrent.training.network;

import io.undercurrent.mamba2.Parameters;
import io.undercurrent.mamba2.forms.BackboneForm;
import io.undercurrent.mamba2.forms.BackbonePass;
import io.undercurrent.mamba2.forms.LayerStates;
import io.undercurrent.mamba2.forms.Packing;
import io.undercurrent.mamba2.forms.Reals;
import io.undercurrent.mamba2.forms.ScanForm;
import io.undercurrent.scorer.network.NetworkConfig;
import java.util.List;

/**
 * A network's trunk during training: turns embedded tokens into features.
 *
 * @param <V> {@code float[]} or {@code double[]}
 */
interface TrunkForm<V> {
    /** Creates the trunk from a network's parameters. */
    static <V> TrunkForm<V> of(Reals<V> r, NetworkConfig c, Parameters<V> p) {
        return switch (c.trunk()) {
            case MAMBA2 -> new Mamba2<>(new BackboneForm<>(r, c.backbone(), p));
            case MLP -> new Mlp<>(r, c, p);
        };
    }

    /**
     * Runs the forward pass over [T][d_model].
     *
     * @param initial each layer's states from the previous piece, or null for a new sequence
     */
    Pass<V> forward(V[] embedded, List<LayerStates<V>> initial);

    /**
     * Results of a forward pass.
     *
     * @param <V> the precision
     */
    interface Pass<V> {
        /** Features, [T][d_model]. */
        V[] outputs();

        /** Each layer's states after the last token; empty if it has none. */
        List<LayerStates<V>> finalStates();

        /**
         * Runs the backward pass.
         *
         * @param gradients of the parameters; the pass adds to them
         * @return the gradient of the embedded tokens, [T][d_model]
         */
        V[] backward(V[] dOutputs, Parameters<V> gradients);
    }

    /**
     * Mamba-2 blocks in their chunked form.
     *
     * @param <V> the precision
     */
    record Mamba2<V>(BackboneForm<V> backbone) implements TrunkForm<V> {
        @Override
        public Pass<V> forward(V[] embedded, List<LayerStates<V>> initial) {
            Packing one = Packing.single(embedded.length);
            BackbonePass<V> pass = backbone.forward(ScanForm.CHUNKED, one, embedded, null, initial);
            return new Mamba2Pass<>(backbone, pass);
        }
    }

    /**
     * A pass of Mamba-2 blocks.
     *
     * @param <V> the precision
     */
    record Mamba2Pass<V>(BackboneForm<V> backbone, BackbonePass<V> pass) implements Pass<V> {
        @Override
        public V[] outputs() {
            return pass.outputs();
        }

        @Override
        public List<LayerStates<V>> finalStates() {
            return pass.finalStates();
        }

        @Override
        public V[] backward(V[] dOutputs, Parameters<V> gradients) {
            return backbone.backward(pass, dOutputs, null, gradients, null);
        }
    }
}
