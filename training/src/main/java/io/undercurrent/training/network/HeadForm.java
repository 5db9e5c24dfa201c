package io.undercurrent.training.network;

import io.undercurrent.mamba2.Parameters;
import io.undercurrent.mamba2.forms.Reals;
import io.undercurrent.scorer.network.NetworkConfig;
import java.util.function.Consumer;

/**
 * A network's head during training: outputs, loss and gradients, and the embedding of the tokens
 * that such a head reads.
 *
 * @param <V> {@code float[]} or {@code double[]}
 */
interface HeadForm<V> {
    /** Creates the head from a network's parameters. */
    static <V> HeadForm<V> of(Reals<V> r, NetworkConfig c, Parameters<V> p) {
        return c.head()
                .match(
                        quantiles -> new QuantileHead<>(r, c, quantiles, p),
                        symbols -> new SymbolHead<>(r, c, symbols, p));
    }

    /** Embeds tokens: [T][token width] to [T][d_model]. */
    V[] embed(V[] inputs);

    /** The backward pass of {@link #embed}: adds to the gradients of its parameters. */
    void embedBackward(V[] inputs, V[] dEmbedded, Parameters<V> gradients);

    /** The forward pass over features, [T][d_model]. */
    Pass<V> forward(V[] features, Tokens<V> tokens);

    /**
     * Results of a forward pass.
     *
     * @param <V> the precision
     */
    interface Pass<V> {
        /** As {@link Network#outputs}. */
        V[] outputs();

        /** As {@link Network#loss}. */
        double loss();

        /**
         * The backward pass of scale times {@link #loss}.
         *
         * @param gradients of the parameters; the pass adds to them
         * @param trunk receives the gradient of the features, [T][d_model]
         * @return {@link #loss}, a by-product
         */
        double backward(double scale, Parameters<V> gradients, Consumer<V[]> trunk);
    }
}
