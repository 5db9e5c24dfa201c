package io.undercurrent.training.network;

import io.undercurrent.mamba2.Parameters;
import io.undercurrent.mamba2.forms.CrossEntropy;
import io.undercurrent.mamba2.forms.Reals;
import io.undercurrent.scorer.network.HeadConfig;
import io.undercurrent.scorer.network.NetworkConfig;
import io.undercurrent.scorer.network.NetworkShapes;
import java.util.function.Consumer;

/**
 * Scores of the next discrete event's symbols, and their cross-entropy in nats.
 *
 * @param <V> {@code float[]} or {@code double[]}
 */
final class SymbolHead<V> implements HeadForm<V> {
    private final Reals<V> r;
    private final int symbols;
    private final EventEmbed<V> embed;
    private final Layer<V> scores;
    private final CrossEntropy<V> entropy;

    SymbolHead(Reals<V> reals, NetworkConfig c, HeadConfig.Symbols head, Parameters<V> p) {
        r = reals;
        symbols = head.symbols();
        embed =
                new EventEmbed<>(
                        reals,
                        p.get(NetworkShapes.weight(NetworkShapes.EMBED)),
                        p.get(NetworkShapes.bias(NetworkShapes.EMBED)),
                        c.width(),
                        symbols);
        scores = Layer.of(reals, p, NetworkShapes.SYMBOLS, symbols, c.width());
        entropy = new CrossEntropy<>(reals);
    }

    @Override
    public V[] embed(V[] inputs) {
        return embed.forward(inputs);
    }

    @Override
    public void embedBackward(V[] inputs, V[] dEmbedded, Parameters<V> gradients) {
        embed.backward(
                inputs,
                dEmbedded,
                gradients.get(NetworkShapes.weight(NetworkShapes.EMBED)),
                gradients.get(NetworkShapes.bias(NetworkShapes.EMBED)));
    }

    @Override
    public HeadForm.Pass<V> forward(V[] features, Tokens<V> tokens) {
        return new Pass(tokens, features, scores.forward(features));
    }

    private final class Pass implements HeadForm.Pass<V> {
        private final Tokens<V> tokens;
        private final V[] features;
        private final V[] outputs;

        Pass(Tokens<V> tokens, V[] features, V[] outputs) {
            this.tokens = tokens;
            this.features = features;
            this.outputs = outputs;
        }

        @Override
        public V[] outputs() {
            return outputs;
        }

        @Override
        public double loss() {
            double sum = 0;
            for (int t = 0; t < outputs.length; t++) {
                double target = target(t);
                sum += Double.isNaN(target) ? 0 : entropy.loss(outputs[t], (int) target);
            }
            return sum;
        }

        /** NaN if the next event is unknown. */
        private double target(int t) {
            return r.get(tokens.targets()[t], 0);
        }

        @Override
        public double backward(double scale, Parameters<V> gradients, Consumer<V[]> trunk) {
            V[] dScores = r.matrix(outputs.length, symbols);
            double loss = 0;
            for (int t = 0; t < outputs.length; t++) {
                double target = target(t);
                loss +=
                        Double.isNaN(target)
                                ? 0
                                : entropy.backward(outputs[t], (int) target, scale, dScores[t]);
            }
            trunk.accept(scores.backward(features, dScores, gradients));
            return loss;
        }
    }
}
