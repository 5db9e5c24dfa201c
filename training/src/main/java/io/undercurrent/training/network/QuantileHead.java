package io.undercurrent.training.network;

import io.undercurrent.mamba2.Parameters;
import io.undercurrent.mamba2.forms.Reals;
import io.undercurrent.scorer.network.HeadConfig;
import io.undercurrent.scorer.network.NetworkConfig;
import io.undercurrent.scorer.network.NetworkShapes;
import java.util.function.Consumer;

/**
 * Quantiles of numbers, from a mixture of each horizon's bases and offsets from it.
 *
 * @param <V> {@code float[]} or {@code double[]}
 */
final class QuantileHead<V> implements HeadForm<V> {
    private final Reals<V> r;
    private final int width;
    private final Layer<V> embed;
    private final Layer<V> mix;
    private final Layer<V> quantiles;
    private final Pinball<V> pinball;

    QuantileHead(Reals<V> reals, NetworkConfig c, HeadConfig.Quantiles head, Parameters<V> p) {
        r = reals;
        width = c.width();
        int horizons = head.horizons().size();
        embed = Layer.of(reals, p, NetworkShapes.EMBED, width, c.inputs());
        mix = Layer.of(reals, p, NetworkShapes.MIX, horizons * head.bases(), width);
        quantiles =
                Layer.of(reals, p, NetworkShapes.QUANTILES, horizons * head.levels().size(), width);
        pinball = new Pinball<>(reals, head);
    }

    @Override
    public V[] embed(V[] inputs) {
        return embed.forward(inputs);
    }

    @Override
    public void embedBackward(V[] inputs, V[] dEmbedded, Parameters<V> gradients) {
        embed.backward(inputs, dEmbedded, gradients);
    }

    @Override
    public HeadForm.Pass<V> forward(V[] features, Tokens<V> tokens) {
        return new Pass(tokens, features, mix.forward(features), quantiles.forward(features));
    }

    private final class Pass implements HeadForm.Pass<V> {
        private final Tokens<V> tokens;
        private final V[] features;
        private final V[] mixed;
        private final V[] offsets;

        Pass(Tokens<V> tokens, V[] features, V[] mixed, V[] offsets) {
            this.tokens = tokens;
            this.features = features;
            this.mixed = mixed;
            this.offsets = offsets;
        }

        @Override
        public V[] outputs() {
            V[] out = r.matrix(mixed.length, r.length(offsets[0]));
            for (int t = 0; t < out.length; t++) {
                pinball.write(mixed[t], offsets[t], tokens.bases()[t], tokens.units()[t], out[t]);
            }
            return out;
        }

        @Override
        public double loss() {
            double sum = 0;
            for (int t = 0; t < mixed.length; t++) {
                sum += pinball.loss(mixed[t], offsets[t], tokens, t, 1, null, null);
            }
            return sum;
        }

        @Override
        public double backward(double scale, Parameters<V> gradients, Consumer<V[]> trunk) {
            V[] dMix = r.matrix(mixed.length, r.length(mixed[0]));
            V[] dOffsets = r.matrix(mixed.length, r.length(offsets[0]));
            double loss = 0;
            for (int t = 0; t < mixed.length; t++) {
                loss += pinball.loss(mixed[t], offsets[t], tokens, t, scale, dMix[t], dOffsets[t]);
            }
            V[] d = mix.backward(features, dMix, gradients);
            V[] other = quantiles.backward(features, dOffsets, gradients);
            for (int t = 0; t < d.length; t++) {
                r.axpy(d[t], 1, other[t], 0, width);
            }
            trunk.accept(d);
            return loss;
        }
    }
}
