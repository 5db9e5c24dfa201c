package io.undercurrent.training.dl4j;

import io.undercurrent.mamba2.Mamba2Config;
import io.undercurrent.mamba2.ParameterShapes;
import io.undercurrent.mamba2.Parameters;
import io.undercurrent.scorer.network.HeadConfig;
import io.undercurrent.scorer.network.NetworkConfig;
import io.undercurrent.scorer.network.NetworkShapes;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The whole network and its loss over S sequences of T tokens as one SameDiff graph. The data are
 * placeholders. The parameters are variables, because SameDiff's gradients of placeholders are
 * wrong or absent.
 */
final class NetworkGraph {
    static final String INPUTS = "data.inputs";
    static final String BASES = "data.bases";
    static final String TARGETS = "data.targets";
    static final String INVERSE_UNITS = "data.inverse_units";
    static final String WEIGHTS = "data.weights";

    private final NetworkConfig config;
    private final Ops ops;
    private final int sequences;
    private final int length;
    private final int chunk;
    private final List<String> states = new ArrayList<>();
    private final SDVariable loss;

    /**
     * Creates a graph of fixed shapes.
     *
     * @param chunk Q of the scan, at least 1
     * @param type FLOAT, or DOUBLE for tests
     */
    NetworkGraph(NetworkConfig config, int sequences, int length, int chunk, DataType type) {
        this.config = config;
        this.sequences = sequences;
        this.length = length;
        this.chunk = chunk;
        ops = new Ops(SameDiff.create(), type);
        NetworkShapes.of(config)
                .forEach(
                        (name, shape) -> {
                            int rows = shape.length == 1 ? 1 : shape[0];
                            ops.parameter(name, rows, Parameters.size(shape) / rows);
                        });
        int tokens = sequences * length;
        SDVariable features =
                switch (config.trunk()) {
                    case MAMBA2 -> backbone(embed(tokens));
                    case MLP -> mlp(embed(tokens));
                };
        loss =
                config.head()
                        .match(
                                head -> pinball(head, features, tokens),
                                head -> crossEntropy(head, features, tokens));
        ops.differentiate(loss);
    }

    private SDVariable pinball(HeadConfig.Quantiles head, SDVariable features, int tokens) {
        int rows = tokens * head.horizons().size();
        return new HeadGraph(ops, head)
                .loss(
                        linear(NetworkShapes.MIX, features, tokens).reshape(rows, head.bases()),
                        linear(NetworkShapes.QUANTILES, features, tokens)
                                .reshape(rows, head.levels().size()),
                        ops.input(BASES, rows, head.bases()),
                        ops.input(TARGETS, rows, 1),
                        ops.input(INVERSE_UNITS, rows, 1),
                        ops.input(WEIGHTS, rows, 1));
    }

    /** Targets are weights of each token's symbols: 0 for all but the token's own. */
    private SDVariable crossEntropy(HeadConfig.Symbols head, SDVariable features, int tokens) {
        SDVariable scores = linear(NetworkShapes.SYMBOLS, features, tokens);
        SDVariable weights = ops.input(TARGETS, tokens, head.symbols());
        return ops.sd.nn().logSoftmax(scores).mul(weights).sum().neg();
    }

    private SDVariable embed(int tokens) {
        return linear(NetworkShapes.EMBED, ops.input(INPUTS, tokens, config.inputs()), tokens);
    }

    private SDVariable linear(String layer, SDVariable x, int tokens) {
        return ops.linear(
                x,
                parameter(NetworkShapes.weight(layer)),
                parameter(NetworkShapes.bias(layer)),
                tokens);
    }

    private SDVariable parameter(String name) {
        return ops.sd.getVariable(name);
    }

    private SDVariable mlp(SDVariable embedded) {
        int tokens = sequences * length;
        SDVariable hidden = ops.sd.nn().swish(linear(NetworkShapes.HIDDEN, embedded, tokens));
        return ops.sd.nn().swish(linear(NetworkShapes.OUT, hidden, tokens));
    }

    private SDVariable backbone(SDVariable embedded) {
        Mamba2Config c = config.backbone().mixer();
        MixerSizes sizes = new MixerSizes(c, sequences, length, chunk);
        SDVariable residual = embedded;
        for (int layer = 0; layer < config.backbone().nLayer(); layer++) {
            String prefix = ParameterShapes.mixerPrefix(layer);
            SDVariable normed = norm(residual, ParameterShapes.layerPrefix(layer) + "norm.weight");
            SDVariable tail =
                    c.dConv() == 1
                            ? null
                            : ops.input(tail(layer), sequences, c.dConv() - 1, c.convDim());
            SDVariable state = ops.input(state(layer), stateShape());
            MixerGraph.Result out =
                    new MixerGraph(ops, sizes, name -> parameter(prefix + name))
                            .mix(normed, tail, state);
            residual = residual.add(out.y());
            if (tail != null) {
                states.add(out.tail().rename(next(tail(layer))).name());
            }
            states.add(out.state().rename(next(state(layer))).name());
        }
        return norm(residual, ParameterShapes.FINAL_NORM);
    }

    private SDVariable norm(SDVariable x, String weight) {
        return NormGraph.rms(ops, x, parameter(weight), config.width(), 1);
    }

    /** Placeholder of a layer's convolution tail, [S, K-1, X]. */
    private static String tail(int layer) {
        return "data.tail." + layer;
    }

    /** Placeholder of a layer's SSM state, [S H, 1, N P]. */
    private static String state(int layer) {
        return "data.state." + layer;
    }

    /** The output that feeds a placeholder of the next piece. */
    static String next(String placeholder) {
        return "next." + placeholder;
    }

    /** The placeholder that an output feeds. */
    static String placeholder(String next) {
        return next.substring("next.".length());
    }

    private long[] stateShape() {
        Mamba2Config c = config.backbone().mixer();
        return new long[] {(long) sequences * c.nheads(), 1, (long) c.dState() * c.headdim()};
    }

    SameDiff graph() {
        return ops.sd;
    }

    Ops ops() {
        return ops;
    }

    String loss() {
        return loss.name();
    }

    /** Names of the outputs that are the states for the next piece. */
    List<String> states() {
        return states;
    }
}
