package io.undercurrent.training.network;

import io.undercurrent.mamba2.Parameters;
import io.undercurrent.mamba2.forms.Reals;
import io.undercurrent.scorer.network.NetworkConfig;
import java.util.function.Consumer;

/**
 * What a network says of each token, and its loss, in training; with the embedding of the tokens
 * that such a head reads.
 *
 * @param <V> {@code float[]} or {@code double[]}
 */
interface HeadForm<V> {
    /** The head of a network's parameters. */
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
     * What the forward pass came to.
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
         * @param gradients of the parameters, added to
         * @param trunk takes the gradient of the features, [T][d_model]
         * @return {@link #loss}, which comes with it
         */
        double backward(double scale, Parameters<V> gradients, Consumer<V[]> trunk);
    }
}
