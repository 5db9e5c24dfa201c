package io.undercurrent.training.cuda;

import io.undercurrent.training.cuda.Device.Grid;

/** Starts the kernels of linear layers over all tokens. */
final class Linears {
    private static final int TILE = 64;
    private static final int STEP = 32;
    private static final int THREADS = 256;
    private static final int ALONG = STEP + 4;
    private static final int ACROSS = TILE + 8;
    private static final int FORWARD_SHARED = (4 * TILE * ALONG + TILE + TILE * 9) * Float.BYTES;
    private static final int INPUTS_SHARED = (2 * TILE * ALONG + 2 * STEP * ACROSS) * Float.BYTES;
    private static final int WEIGHTS_SHARED = 4 * STEP * ACROSS * Float.BYTES;

    /** Blocks of a kernel for each multiprocessor that keep it busy. */
    private static final int BLOCKS_EACH = 4;

    private static final int LEAST_PART = 128;

    private final Device device;
    private final String mode;
    private final int tokens;

    Linears(Device device, CudaMode mode, int tokens) {
        this.device = device;
        this.mode = mode.kernel();
        this.tokens = tokens;
    }

    /** Rows of floats on the device: their address, and floats from one row to the next. */
    record Rows(long at, int stride) {
        /** Floats from one row to the next, so that each begins with a sector of memory. */
        static int padded(int width) {
            return (width + 7) / 8 * 8;
        }
    }

    /**
     * A layer.
     *
     * @param weight index of its first weight among the parameters
     * @param bias index of its first bias, or negative
     * @param weightStride floats from one row of weights to the next
     * @param weightParts first part of the weights' gradient; only where it learns
     * @param biasParts first part of the biases' gradient
     */
    record Layer(
            int weight,
            int bias,
            int outputs,
            int inputs,
            int weightStride,
            long weightParts,
            long biasParts) {}

    /** A norm before a layer: addresses of its weights and of each token's factor; 0 for none. */
    record Norm(long weight, long inverse) {
        static final Norm NONE = new Norm(0, 0);
    }

    /** Plans a layer of one or several weight matrices that lie one after the other. */
    Layer layer(ParameterLayout layout, Parts parts, String weight, String bias, int outputs) {
        ParameterLayout.Place w = layout.place(weight);
        ParameterLayout.Place b = layout.has(bias) ? layout.place(bias) : null;
        long weightParts = 0;
        long biasParts = 0;
        if (parts != null) {
            int count = count(outputs, w.columns());
            weightParts = parts.add(w.at(), outputs * w.stride(), count);
            biasParts = b == null ? 0 : parts.add(b.at(), outputs, count);
        }
        return new Layer(
                w.at(),
                b == null ? -1 : b.at(),
                outputs,
                w.columns(),
                w.stride(),
                weightParts,
                biasParts);
    }

    private static int tiles(int n) {
        return (n + TILE - 1) / TILE;
    }

    /** Tokens of a part: as many parts as keep the device busy, none too short. */
    private int partTokens(int outputs, int inputs) {
        int wanted =
                Math.max(
                        1,
                        BLOCKS_EACH * device.multiprocessors() / (tiles(outputs) * tiles(inputs)));
        int each = Math.max(LEAST_PART, (tokens + wanted - 1) / wanted);
        return (each + STEP - 1) / STEP * STEP;
    }

    private int count(int outputs, int inputs) {
        int each = partTokens(outputs, inputs);
        return (tokens + each - 1) / each;
    }

    private int[] shape(Layer layer, int inputStride, int outputStride) {
        return new int[] {
            tokens, layer.outputs, layer.inputs, inputStride, outputStride, layer.weightStride
        };
    }

    private static long parameter(long weights, int at) {
        return at < 0 ? 0 : weights + (long) at * Float.BYTES;
    }

    /** y = norm(x) W^T + bias + before; before is an address or 0. */
    void forward(long weights, Layer layer, Rows x, Norm norm, long before, Rows y) {
        device.launch(
                (norm.weight == 0 ? "linear_forward_" : "linear_normed_") + mode,
                new Grid(tiles(tokens), tiles(layer.outputs), 1),
                THREADS,
                FORWARD_SHARED,
                shape(layer, x.stride, y.stride),
                x.at,
                parameter(weights, layer.weight),
                parameter(weights, layer.bias),
                before,
                y.at,
                norm.weight,
                norm.inverse);
    }

    /** dx = dy W. */
    void inputs(long weights, Layer layer, Rows dy, Rows dx) {
        device.launch(
                "linear_inputs_" + mode,
                new Grid(tiles(tokens), tiles(layer.inputs), 1),
                THREADS,
                INPUTS_SHARED,
                shape(layer, dx.stride, dy.stride),
                dy.at,
                parameter(weights, layer.weight),
                dx.at);
    }

    /** The parts of the gradients of weights and biases. */
    void weights(Parts parts, Layer layer, Rows dy, Rows x, Norm norm) {
        device.launch(
                "linear_weights_" + mode,
                new Grid(
                        tiles(layer.outputs),
                        tiles(layer.inputs),
                        count(layer.outputs, layer.inputs)),
                THREADS,
                WEIGHTS_SHARED,
                shape(layer, x.stride, dy.stride),
                partTokens(layer.outputs, layer.inputs),
                dy.at,
                x.at,
                parts.at(layer.weightParts),
                layer.bias < 0 ? 0L : parts.at(layer.biasParts),
                norm.weight,
                norm.inverse);
    }
}
