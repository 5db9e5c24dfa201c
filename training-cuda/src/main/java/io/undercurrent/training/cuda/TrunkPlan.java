package io.undercurrent.training.cuda;

import static io.undercurrent.training.cuda.Linears.Rows.padded;

import io.undercurrent.mamba2.Mamba2Config;
import io.undercurrent.scorer.network.NetworkConfig;
import io.undercurrent.scorer.network.NetworkShapes;
import io.undercurrent.training.cuda.Device.Grid;
import io.undercurrent.training.cuda.Linears.Layer;
import io.undercurrent.training.cuda.Linears.Norm;
import io.undercurrent.training.cuda.Linears.Rows;
import java.util.ArrayList;
import java.util.List;

/** A network's trunk on the device. */
interface TrunkPlan {
    /** Where the embedded tokens go. */
    Rows embedded();

    /** Runs the forward pass; returns the features. */
    Rows forward();

    /**
     * Runs the backward pass.
     *
     * @param d the gradient of the features; becomes that of the embedded tokens
     */
    void backward(Rows d, Rows scratch);

    /** Plans a network's trunk. */
    static TrunkPlan of(StepContext context, DeviceArrays arrays, Carried.Layout states) {
        return switch (context.config().trunk()) {
            case MAMBA2 -> new Mamba2(context, arrays, states);
            case MLP -> new Mlp(context, arrays);
        };
    }

    /** Mamba-2 blocks. */
    final class Mamba2 implements TrunkPlan {
        private final List<Rows> residuals = new ArrayList<>();
        private final List<MixerPlan> layers = new ArrayList<>();
        private final BackwardArrays backward;

        Mamba2(StepContext context, DeviceArrays arrays, Carried.Layout states) {
            NetworkConfig config = context.config();
            Mamba2Config c = config.backbone().mixer();
            boolean learns = context.parts() != null;
            int tokens = context.tokens();
            ScanShape scan = ScanShape.choose(c, context.length(), context.device().sharedBytes());
            long chunks = (long) context.sequences() * MixerPlan.chunks(context.length(), scan);
            int stride = padded(c.dModel());
            MixerArrays mixer = null;
            for (int layer = 0; layer < config.backbone().nLayer(); layer++) {
                // Without a backward pass the layers use the same arrays in turn.
                residuals.add(
                        learns || layer < 2
                                ? new Rows(arrays.floats((long) tokens * stride), stride)
                                : residuals.get(layer - 2));
                mixer =
                        learns || mixer == null
                                ? MixerArrays.take(arrays, c, tokens, chunks)
                                : mixer;
                layers.add(
                        new MixerPlan(
                                context,
                                layer,
                                mixer,
                                states.statesAt(layer),
                                states.tailsAt(layer)));
            }
            residuals.add(new Rows(arrays.floats((long) tokens * stride), stride));
            backward = learns ? BackwardArrays.take(arrays, c, tokens, chunks) : null;
        }

        @Override
        public Rows embedded() {
            return residuals.get(0);
        }

        @Override
        public Rows forward() {
            for (int layer = 0; layer < layers.size(); layer++) {
                layers.get(layer).forward(residuals.get(layer), residuals.get(layer + 1));
            }
            return residuals.get(layers.size());
        }

        @Override
        public void backward(Rows d, Rows scratch) {
            for (int layer = layers.size() - 1; layer >= 0; layer--) {
                layers.get(layer).backward(residuals.get(layer), d, scratch, backward);
            }
        }
    }

    /** Two layers without state. */
    final class Mlp implements TrunkPlan {
        private static final int THREADS = 256;

        private final StepContext context;
        private final Layer first;
        private final Layer second;
        private final Rows embedded;
        private final Rows before;
        private final Rows activated;
        private final Rows last;
        private final Rows features;
        private final Rows hidden;

        Mlp(StepContext context, DeviceArrays arrays) {
            this.context = context;
            NetworkConfig c = context.config();
            first = layer(NetworkShapes.HIDDEN, c.mlpHidden());
            second = layer(NetworkShapes.OUT, c.width());
            embedded = rows(arrays, c.width());
            before = rows(arrays, c.mlpHidden());
            activated = rows(arrays, c.mlpHidden());
            last = rows(arrays, c.width());
            features = rows(arrays, c.width());
            hidden = rows(arrays, c.mlpHidden());
        }

        private Layer layer(String name, int outputs) {
            return context.linears()
                    .layer(
                            context.layout(),
                            context.parts(),
                            NetworkShapes.weight(name),
                            NetworkShapes.bias(name),
                            outputs);
        }

        private Rows rows(DeviceArrays arrays, int width) {
            return new Rows(arrays.floats((long) context.tokens() * padded(width)), padded(width));
        }

        @Override
        public Rows embedded() {
            return embedded;
        }

        @Override
        public Rows forward() {
            Linears linears = context.linears();
            linears.forward(context.weights(), first, embedded, Norm.NONE, 0, before);
            silu("silu_forward", before, before.at(), activated.at());
            linears.forward(context.weights(), second, activated, Norm.NONE, 0, last);
            silu("silu_forward", last, last.at(), features.at());
            return features;
        }

        @Override
        public void backward(Rows d, Rows scratch) {
            Linears linears = context.linears();
            silu("silu_backward", d, last.at(), d.at(), d.at());
            linears.weights(context.parts(), second, d, activated, Norm.NONE);
            linears.inputs(context.weights(), second, d, hidden);
            silu("silu_backward", hidden, before.at(), hidden.at(), hidden.at());
            linears.weights(context.parts(), first, hidden, embedded, Norm.NONE);
            linears.inputs(context.weights(), first, hidden, d);
        }

        private void silu(String kernel, Rows rows, long... addresses) {
            long count = (long) context.tokens() * rows.stride();
            Object[] arguments = new Object[addresses.length + 1];
            arguments[0] = count;
            for (int i = 0; i < addresses.length; i++) {
                arguments[i + 1] = addresses[i];
            }
            context.device()
                    .launch(
                            kernel,
                            new Grid((count + THREADS - 1) / THREADS),
                            THREADS,
                            0,
                            arguments);
        }
    }
}
