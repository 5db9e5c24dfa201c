package io.undercurrent.training.cuda;

import static io.undercurrent.training.cuda.Linears.Rows.padded;

import com.sun.jna.Pointer;
import io.undercurrent.mamba2.ParameterShapes;
import io.undercurrent.scorer.network.HeadConfig;
import io.undercurrent.scorer.network.NetworkShapes;
import io.undercurrent.scorer.network.Trunk;
import io.undercurrent.training.cuda.Device.Grid;
import io.undercurrent.training.cuda.Linears.Layer;
import io.undercurrent.training.cuda.Linears.Norm;
import io.undercurrent.training.cuda.Linears.Rows;
import java.util.List;

/** The head with the final norm: its layer, the loss, and the gradient of the features. */
final class HeadPlan {
    private static final int THREADS = 128;
    private static final int MOST_TOKENS = 8;
    private static final int USUAL_SHARED = 44 * 1024;

    private final StepContext context;
    private final HostBatch batch;
    private final Layer layer;
    private final Rows outputs;
    private final Norm norm;
    private final long normParts;
    private final HeadConfig head;
    private final long levels;
    private final long losses;
    private final int lossCount;
    private final int tokensOfBlock;
    private final int shared;

    HeadPlan(StepContext context, DeviceArrays arrays, HostBatch batch) {
        this.context = context;
        this.batch = batch;
        head = context.config().head();
        int tokens = context.tokens();
        String name = head.match(quantiles -> NetworkShapes.MIX, symbols -> NetworkShapes.SYMBOLS);
        int width = width(head);
        layer =
                context.linears()
                        .layer(
                                context.layout(),
                                context.parts(),
                                NetworkShapes.weight(name),
                                NetworkShapes.bias(name),
                                width);
        outputs = new Rows(arrays.floats((long) tokens * padded(width)), padded(width));
        boolean normed = context.config().trunk() == Trunk.MAMBA2;
        norm =
                normed
                        ? new Norm(
                                context.weight(ParameterShapes.FINAL_NORM), arrays.floats(tokens))
                        : Norm.NONE;
        normParts = context.addParts(ParameterShapes.FINAL_NORM, context.normBlocks());
        int most = context.device().sharedBytes();
        tokensOfBlock = tokensOfBlock(head, most);
        shared = head.<Integer>match(q -> sharedBytes(q, tokensOfBlock), symbols -> 0);
        lossCount = head.<Integer>match(q -> MixerPlan.ceil(tokens, tokensOfBlock), s -> tokens);
        losses = arrays.floats(lossCount);
        levels = levels(head.levels(), arrays);
    }

    private static int width(HeadConfig head) {
        return head.<Integer>match(
                q -> q.horizons().size() * (q.bases() + q.levels().size()),
                HeadConfig.Symbols::symbols);
    }

    /**
     * Refuses a head of which a token does not fit a block.
     *
     * @throws IllegalArgumentException naming the sizes
     */
    static void check(HeadConfig head, int sharedBytes) {
        tokensOfBlock(head, sharedBytes);
    }

    private static int tokensOfBlock(HeadConfig head, int sharedBytes) {
        return head.<Integer>match(
                q -> {
                    int tokens = MOST_TOKENS;
                    while (tokens > 1 && sharedBytes(q, tokens) > USUAL_SHARED) {
                        tokens /= 2;
                    }
                    if (sharedBytes(q, tokens) > sharedBytes) {
                        throw new IllegalArgumentException(
                                "engine cuda does not do "
                                        + q.horizons().size()
                                        + " horizons with "
                                        + q.bases()
                                        + " bases and "
                                        + q.levels().size()
                                        + " levels: a token does not fit the GPU's shared memory; engine java does");
                    }
                    return tokens;
                },
                symbols -> THREADS / 32);
    }

    private static int sharedBytes(HeadConfig.Quantiles q, int tokens) {
        long floats = (long) q.horizons().size() * (2 * q.bases() + 2 * q.levels().size());
        return (int) Math.min(Integer.MAX_VALUE, (tokens * floats + 33) * Float.BYTES);
    }

    private long levels(List<Double> values, DeviceArrays arrays) {
        long address = arrays.floats(values.size());
        long bytes = (long) values.size() * Float.BYTES;
        Pointer host = arrays.host(bytes);
        for (int i = 0; i < values.size(); i++) {
            host.setFloat((long) i * Float.BYTES, values.get(i).floatValue());
        }
        context.device().uploadNow(address, host, bytes);
        return address;
    }

    /** Address and number of the losses that {@link #forward} leaves. */
    long losses() {
        return losses;
    }

    int lossCount() {
        return lossCount;
    }

    /** From features to losses and, if it learns, the gradient of the head's outputs. */
    void forward(Rows features) {
        context.linears().forward(context.weights(), layer, features, norm, 0, outputs);
        Device device = context.device();
        int learns = context.parts() == null ? 0 : 1;
        Grid grid = new Grid(MixerPlan.ceil(context.tokens(), tokensOfBlock));
        if (head instanceof HeadConfig.Quantiles q) {
            device.launch(
                    "quantile_loss",
                    grid,
                    THREADS,
                    shared,
                    new int[] {
                        context.tokens(),
                        q.horizons().size(),
                        q.bases(),
                        q.levels().size(),
                        q.median(),
                        outputs.stride(),
                        tokensOfBlock,
                        learns
                    },
                    levels,
                    context.scale(),
                    batch.bases(),
                    batch.targets(),
                    batch.units(),
                    outputs.at(),
                    losses);
        } else {
            device.launch(
                    "symbol_loss",
                    grid,
                    THREADS,
                    0,
                    context.tokens(),
                    layer.outputs(),
                    outputs.stride(),
                    learns,
                    context.scale(),
                    batch.targets(),
                    outputs.at(),
                    losses);
        }
    }

    /** To the gradient of the features. */
    void backward(Rows features, Rows d, Rows scratch) {
        Linears linears = context.linears();
        linears.weights(context.parts(), layer, outputs, features, norm);
        if (norm.weight() == 0) {
            linears.inputs(context.weights(), layer, outputs, d);
            return;
        }
        linears.inputs(context.weights(), layer, outputs, scratch);
        context.normBackward(features, norm, scratch, 0, d, context.parts().at(normParts));
    }
}
