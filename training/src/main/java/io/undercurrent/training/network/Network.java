package io.undercurrent.training.network;

import io.undercurrent.mamba2.Parameters;
import io.undercurrent.mamba2.forms.LayerStates;
import io.undercurrent.mamba2.forms.Reals;
import io.undercurrent.scorer.network.NetworkConfig;
import io.undercurrent.scorer.network.NetworkShapes;
import java.util.List;

/**
 * Forward and backward pass of a network over one sequence at a time: embedding, trunk, head. It
 * reads the parameters when it is created; create another one after an optimiser's step. Not
 * thread-safe.
 *
 * @param <V> {@code float[]} or {@code double[]}
 */
public final class Network<V> {
    private final TrunkForm<V> trunk;
    private final HeadForm<V> head;

    /** Creates a network from the parameters of {@link NetworkShapes#of}. */
    public Network(Reals<V> reals, NetworkConfig config, Parameters<V> p) {
        trunk = TrunkForm.of(reals, config, p);
        head = HeadForm.of(reals, config, p);
    }

    /**
     * Results of a forward pass, with what its backward pass needs.
     *
     * @param <V> the precision
     */
    public static final class Pass<V> {
        private final Tokens<V> tokens;
        private final TrunkForm.Pass<V> trunk;
        private final HeadForm.Pass<V> head;

        private Pass(Tokens<V> tokens, TrunkForm.Pass<V> trunk, HeadForm.Pass<V> head) {
            this.tokens = tokens;
            this.trunk = trunk;
            this.head = head;
        }

        /** Each layer's states after the last token; empty without Mamba-2. */
        public List<LayerStates<V>> finalStates() {
            return trunk.finalStates();
        }
    }

    /**
     * Runs the forward pass.
     *
     * @param initial each layer's states from the previous piece, or null for a new sequence
     */
    public Pass<V> forward(Tokens<V> tokens, List<LayerStates<V>> initial) {
        TrunkForm.Pass<V> features = trunk.forward(head.embed(tokens.inputs()), initial);
        return new Pass<>(tokens, features, head.forward(features.outputs(), tokens));
    }

    /**
     * The head's outputs: quantiles in the tokens' scaled units, all levels of the first horizon
     * first, [T][H Q]; for discrete events the symbols' scores, whose softmax gives probabilities,
     * [T][symbols].
     */
    public V[] outputs(Pass<V> pass) {
        return pass.head.outputs();
    }

    /**
     * The sum of the pinball losses over known targets, each a mean over the levels, in units; for
     * discrete events the sum of cross-entropies in nats.
     */
    public double loss(Pass<V> pass) {
        return pass.head.loss();
    }

    /**
     * Runs the backward pass of scale times {@link #loss}.
     *
     * @param gradients of the parameters; the pass adds to them
     * @return {@link #loss}, a by-product
     */
    public double backward(Pass<V> pass, double scale, Parameters<V> gradients) {
        return pass.head.backward(
                scale,
                gradients,
                dFeatures ->
                        head.embedBackward(
                                pass.tokens.inputs(),
                                pass.trunk.backward(dFeatures, gradients),
                                gradients));
    }
}
