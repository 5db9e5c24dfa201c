package io.undercurrent.training.network;

import io.undercurrent.mamba2.Parameters;
import io.undercurrent.mamba2.forms.BackboneForm;
import io.undercurrent.mamba2.forms.BackbonePass;
import io.undercurrent.mamba2.forms.CrossEntropy;
import io.undercurrent.mamba2.forms.Dense;
import io.undercurrent.mamba2.forms.LayerStates;
import io.undercurrent.mamba2.forms.Packing;
import io.undercurrent.mamba2.forms.Reals;
import io.undercurrent.mamba2.forms.ScanForm;
import io.undercurrent.scorer.network.NetworkConfig;
import io.undercurrent.scorer.network.NetworkShapes;
import io.undercurrent.scorer.network.Trunk;
import java.util.List;

/**
 * Forward and backward pass of the forecaster over one sequence at a time. The parameters are read
 * when it is made; after an optimiser's step, make another. Not thread-safe.
 *
 * @param <V> {@code float[]} or {@code double[]}
 */
public final class Network<V> {
    private final Reals<V> r;
    private final NetworkConfig config;
    private final Dense<V> embed;
    private final EventEmbed<V> eventEmbed;
    private final CrossEntropy<V> entropy;
    private final BackboneForm<V> backbone;
    private final Mlp<V> mlp;
    private final Dense<V> mix;
    private final Dense<V> quantiles;
    private final Head<V> head;

    /** The parameters of {@link NetworkShapes#of}. */
    public Network(Reals<V> reals, NetworkConfig config, Parameters<V> p) {
        r = reals;
        this.config = config;
        embed =
                config.isEvents()
                        ? null
                        : dense(p, NetworkShapes.EMBED, config.width(), config.inputs());
        eventEmbed = config.isEvents() ? eventEmbed(p) : null;
        entropy = new CrossEntropy<>(reals);
        boolean recurrent = config.trunk() == Trunk.MAMBA2;
        backbone = recurrent ? new BackboneForm<>(reals, config.backbone(), p) : null;
        mlp = recurrent ? null : new Mlp<>(reals, config, p);
        if (config.isEvents()) {
            mix = dense(p, NetworkShapes.SYMBOLS, config.symbols(), config.width());
            quantiles = null;
            head = null;
            return;
        }
        int horizons = config.horizons().size();
        mix = dense(p, NetworkShapes.MIX, horizons * config.bases(), config.width());
        quantiles =
                dense(
                        p,
                        NetworkShapes.QUANTILES,
                        horizons * config.levels().size(),
                        config.width());
        head = new Head<>(reals, config);
    }

    private EventEmbed<V> eventEmbed(Parameters<V> p) {
        return new EventEmbed<>(
                r,
                p.get(NetworkShapes.weight(NetworkShapes.EMBED)),
                p.get(NetworkShapes.bias(NetworkShapes.EMBED)),
                config.width(),
                config.symbols());
    }

    private Dense<V> dense(Parameters<V> p, String name, int outputs, int inputs) {
        return new Dense<>(
                r,
                p.get(NetworkShapes.weight(name)),
                p.get(NetworkShapes.bias(name)),
                outputs,
                inputs);
    }

    /**
     * Results of a forward pass, and what its backward pass needs.
     *
     * @param <V> the precision
     */
    public static final class Pass<V> {
        private final Tokens<V> tokens;
        private final BackbonePass<V> backbone;
        private final Mlp.Pass<V> mlp;
        private final V[] features;
        private final V[] mix;
        private final V[] offsets;

        private Pass(
                Tokens<V> tokens, BackbonePass<V> backbone, Mlp.Pass<V> mlp, V[] mix, V[] offsets) {
            this.tokens = tokens;
            this.backbone = backbone;
            this.mlp = mlp;
            features = backbone == null ? mlp.outputs() : backbone.outputs();
            this.mix = mix;
            this.offsets = offsets;
        }

        /** Each layer's states after the last token; empty without Mamba-2. */
        public List<LayerStates<V>> finalStates() {
            return backbone == null ? List.of() : backbone.finalStates();
        }
    }

    /**
     * The forward pass.
     *
     * @param initial each layer's states to go on from, or null for a sequence that begins
     */
    public Pass<V> forward(Tokens<V> tokens, List<LayerStates<V>> initial) {
        V[] embedded =
                config.isEvents()
                        ? eventEmbed.forward(tokens.inputs())
                        : embed.forward(tokens.inputs());
        BackbonePass<V> deep = null;
        Mlp.Pass<V> flat = null;
        V[] features;
        if (backbone != null) {
            Packing one = Packing.single(embedded.length);
            deep = backbone.forward(ScanForm.CHUNKED, one, embedded, null, initial);
            features = deep.outputs();
        } else {
            flat = mlp.forward(embedded);
            features = flat.outputs();
        }
        V[] offsets = config.isEvents() ? null : quantiles.forward(features);
        return new Pass<>(tokens, deep, flat, mix.forward(features), offsets);
    }

    /** [T][symbols]: scores of a discrete event's symbols, whose softmax are probabilities. */
    public V[] scores(Pass<V> pass) {
        return pass.mix;
    }

    /** [T][H Q]: quantiles in the tokens' scaled units, all levels of the first horizon first. */
    public V[] quantiles(Pass<V> pass) {
        Tokens<V> x = pass.tokens;
        V[] out = r.matrix(x.inputs().length, config.horizons().size() * config.levels().size());
        for (int t = 0; t < out.length; t++) {
            head.write(pass.mix[t], pass.offsets[t], x.bases()[t], x.units()[t], out[t]);
        }
        return out;
    }

    /**
     * Sum of the pinball losses over known targets, each a mean over the levels, in units; of
     * discrete events the sum of cross-entropies in nats.
     */
    public double loss(Pass<V> pass) {
        double sum = 0;
        for (int t = 0; t < pass.mix.length; t++) {
            sum +=
                    config.isEvents()
                            ? eventLoss(pass, t, 1, null)
                            : head.loss(
                                    pass.mix[t], pass.offsets[t], pass.tokens, t, 1, null, null);
        }
        return sum;
    }

    /**
     * The backward pass of scale times {@link #loss}.
     *
     * @param gradients of the parameters, added to
     * @return {@link #loss}, which comes with it
     */
    public double backward(Pass<V> pass, double scale, Parameters<V> gradients) {
        if (config.isEvents()) {
            return eventBackward(pass, scale, gradients);
        }
        int tokens = pass.mix.length;
        V[] dMix = r.matrix(tokens, r.length(pass.mix[0]));
        V[] dOffsets = r.matrix(tokens, r.length(pass.offsets[0]));
        double loss = 0;
        for (int t = 0; t < tokens; t++) {
            loss +=
                    head.loss(
                            pass.mix[t],
                            pass.offsets[t],
                            pass.tokens,
                            t,
                            scale,
                            dMix[t],
                            dOffsets[t]);
        }
        V[] d = backward(mix, NetworkShapes.MIX, pass.features, dMix, gradients);
        V[] other =
                backward(quantiles, NetworkShapes.QUANTILES, pass.features, dOffsets, gradients);
        for (int t = 0; t < tokens; t++) {
            r.axpy(d[t], 1, other[t], 0, config.width());
        }
        V[] dEmbedded = trunkBackward(pass, d, gradients);
        backward(embed, NetworkShapes.EMBED, pass.tokens.inputs(), dEmbedded, gradients);
        return loss;
    }

    private V[] trunkBackward(Pass<V> pass, V[] d, Parameters<V> gradients) {
        return backbone == null
                ? mlp.backward(pass.mlp, d, gradients)
                : backbone.backward(pass.backbone, d, null, gradients, null);
    }

    /** 0 where nobody knows what came next; dScores may be null. */
    private double eventLoss(Pass<V> pass, int t, double scale, V dScores) {
        double target = r.get(pass.tokens.targets()[t], 0);
        if (Double.isNaN(target)) {
            return 0;
        }
        return dScores == null
                ? entropy.loss(pass.mix[t], (int) target)
                : entropy.backward(pass.mix[t], (int) target, scale, dScores);
    }

    private double eventBackward(Pass<V> pass, double scale, Parameters<V> gradients) {
        int tokens = pass.mix.length;
        V[] dScores = r.matrix(tokens, config.symbols());
        double loss = 0;
        for (int t = 0; t < tokens; t++) {
            loss += eventLoss(pass, t, scale, dScores[t]);
        }
        V[] d = backward(mix, NetworkShapes.SYMBOLS, pass.features, dScores, gradients);
        eventEmbed.backward(
                pass.tokens.inputs(),
                trunkBackward(pass, d, gradients),
                gradients.get(NetworkShapes.weight(NetworkShapes.EMBED)),
                gradients.get(NetworkShapes.bias(NetworkShapes.EMBED)));
        return loss;
    }

    private V[] backward(Dense<V> layer, String name, V[] x, V[] dy, Parameters<V> gradients) {
        return layer.backward(
                x,
                dy,
                gradients.get(NetworkShapes.weight(name)),
                gradients.get(NetworkShapes.bias(name)));
    }
}
