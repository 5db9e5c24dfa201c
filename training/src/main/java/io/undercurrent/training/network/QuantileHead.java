package io.undercurrent.training.network;

import io.undercurrent.mamba2.Parameters;
import io.undercurrent.mamba2.forms.Reals;
import io.undercurrent.scorer.network.HeadConfig;
import io.undercurrent.scorer.network.NetworkConfig;
import io.undercurrent.scorer.network.NetworkShapes;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Quantiles of numbers, from a mixture of each horizon's bases and offsets from it. What follows
 * the features goes by some tokens at a time, whose numbers stay in the caches.
 *
 * @param <V> {@code float[]} or {@code double[]}
 */
final class QuantileHead<V> implements HeadForm<V> {
    private static final int PART = 64;

    private final Reals<V> r;
    private final int width;
    private final int mixes;
    private final int offsets;
    private final Layer<V> embed;
    private final Layer<V> mix;
    private final Layer<V> quantiles;
    private final HeadConfig.Quantiles head;

    QuantileHead(Reals<V> reals, NetworkConfig c, HeadConfig.Quantiles head, Parameters<V> p) {
        r = reals;
        this.head = head;
        width = c.width();
        mixes = head.horizons().size() * head.bases();
        offsets = head.horizons().size() * head.levels().size();
        embed = Layer.of(reals, p, NetworkShapes.EMBED, width, c.inputs());
        mix = Layer.of(reals, p, NetworkShapes.MIX, mixes, width);
        quantiles = Layer.of(reals, p, NetworkShapes.QUANTILES, offsets, width);
    }

    @Override
    public V[] embed(V[] inputs) {
        return embed.forward(inputs);
    }

    @Override
    public void embedBackward(V[] inputs, V[] dEmbedded, Parameters<V> gradients) {
        embed.ownBackward(inputs, dEmbedded, gradients);
    }

    @Override
    public HeadForm.Pass<V> forward(V[] features, Tokens<V> tokens) {
        return new Pass(tokens, features);
    }

    private final class Pass implements HeadForm.Pass<V> {
        private final Tokens<V> tokens;
        private final V[] features;

        Pass(Tokens<V> tokens, V[] features) {
            this.tokens = tokens;
            this.features = features;
        }

        /** Does something with each part of the tokens in turn. */
        private void parts(BiConsumer<Pinball<V>, Pinball.Part<V>> work) {
            int size = Math.min(PART, features.length);
            Pinball<V> pinball = new Pinball<>(r, head, size);
            V[] mixed = r.matrix(mixes, size);
            V[] moved = r.matrix(offsets, size);
            for (int from = 0; from < features.length; from += PART) {
                int count = Math.min(PART, features.length - from);
                mix.dense().forwardColumns(mixed, features, from, count);
                quantiles.dense().forwardColumns(moved, features, from, count);
                work.accept(pinball, new Pinball.Part<>(mixed, moved, tokens, from, count));
            }
        }

        @Override
        public V[] outputs() {
            V[] out = r.matrix(features.length, offsets);
            parts((pinball, part) -> pinball.write(part, out));
            return out;
        }

        @Override
        public double loss() {
            double[] sum = new double[1];
            parts((pinball, part) -> sum[0] += pinball.loss(part, 1, null, null));
            return sum[0];
        }

        @Override
        public double backward(double scale, Parameters<V> gradients, Consumer<V[]> trunk) {
            int size = Math.min(PART, features.length);
            V[] dMixed = r.matrix(mixes, size);
            V[] dOffsets = r.matrix(offsets, size);
            V[] d = r.matrix(features.length, width);
            V[] mixWeight = r.matrix(mixes, width);
            V[] offsetWeight = r.matrix(offsets, width);
            V mixBias = gradients.get(NetworkShapes.bias(NetworkShapes.MIX));
            V offsetBias = gradients.get(NetworkShapes.bias(NetworkShapes.QUANTILES));
            double[] loss = new double[1];
            parts(
                    (pinball, p) -> {
                        loss[0] += pinball.loss(p, scale, dMixed, dOffsets);
                        mix.dense()
                                .backwardColumns(
                                        features, p.from(), p.count(), dMixed, mixWeight, mixBias,
                                        d);
                        quantiles
                                .dense()
                                .backwardColumns(
                                        features,
                                        p.from(),
                                        p.count(),
                                        dOffsets,
                                        offsetWeight,
                                        offsetBias,
                                        d);
                    });
            r.addTo(gradients.get(NetworkShapes.weight(NetworkShapes.MIX)), mixWeight, width);
            r.addTo(
                    gradients.get(NetworkShapes.weight(NetworkShapes.QUANTILES)),
                    offsetWeight,
                    width);
            trunk.accept(d);
            return loss[0];
        }
    }
}
