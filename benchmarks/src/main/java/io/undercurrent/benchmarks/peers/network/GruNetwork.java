package io.undercurrent.benchmarks.peers.network;

import io.undercurrent.benchmarks.peers.network.OnnxGraph.Attribute;
import java.util.List;

/** One GRU layer over the window and a linear read-out of its last state. */
public final class GruNetwork implements OnnxNetwork {
    private static final int HIDDEN = 140;
    private static final int GATES = 3;

    private final int window;
    private final float[] w;
    private final float[] r;
    private final float[] b;
    private final float[] out;

    public GruNetwork(int window, long seed) {
        this.window = window;
        Weights weights = new Weights(seed);
        w = weights.draw(GATES * HIDDEN, HIDDEN);
        r = weights.draw(GATES * HIDDEN * HIDDEN, HIDDEN);
        b = weights.draw(2 * GATES * HIDDEN, HIDDEN);
        out = weights.draw(HIDDEN + 1, HIDDEN);
    }

    @Override
    public long[] shape() {
        return new long[] {window, 1, 1};
    }

    @Override
    public long weights() {
        return (long) w.length + r.length + b.length + out.length;
    }

    @Override
    public byte[] onnx() {
        float[] matrix = java.util.Arrays.copyOf(out, HIDDEN);
        return new OnnxGraph()
                .weights("w", w, 1, GATES * HIDDEN, 1)
                .weights("r", r, 1, GATES * HIDDEN, HIDDEN)
                .weights("b", b, 1, 2 * GATES * HIDDEN)
                .weights("o", matrix, HIDDEN, 1)
                .weights("c", new float[] {out[HIDDEN]}, 1)
                .numbers("flat", 1, HIDDEN)
                .node(
                        "GRU",
                        List.of("x", "w", "r", "b"),
                        List.of("", "h"),
                        new Attribute("hidden_size", HIDDEN))
                .node("Reshape", List.of("h", "flat"), "row")
                .node("MatMul", List.of("row", "o"), "product")
                .node("Add", List.of("product", "c"), OUTPUT)
                .toBytes(shape(), OUTPUT, 1, 1);
    }

    @Override
    public WindowNetwork plain() {
        return new Plain();
    }

    /** The equations of the ONNX operator GRU: update, reset and hidden gate, in that order. */
    private final class Plain implements WindowNetwork {
        @Override
        public float forecast(float[] values) {
            double[] h = new double[HIDDEN];
            for (float x : values) {
                double[] z = new double[HIDDEN];
                double[] reset = new double[HIDDEN];
                for (int i = 0; i < HIDDEN; i++) {
                    z[i] = sigmoid(gate(0, i, x, h));
                    reset[i] = sigmoid(gate(1, i, x, h)) * h[i];
                }
                double[] next = new double[HIDDEN];
                for (int i = 0; i < HIDDEN; i++) {
                    double candidate = Math.tanh(gate(2, i, x, reset));
                    next[i] = (1 - z[i]) * candidate + z[i] * h[i];
                }
                h = next;
            }
            double y = out[HIDDEN];
            for (int i = 0; i < HIDDEN; i++) {
                y += out[i] * h[i];
            }
            return (float) y;
        }

        private double gate(int gate, int i, float x, double[] h) {
            int row = gate * HIDDEN + i;
            double sum = w[row] * x + b[row] + b[GATES * HIDDEN + row];
            for (int j = 0; j < HIDDEN; j++) {
                sum += r[row * HIDDEN + j] * h[j];
            }
            return sum;
        }

        private static double sigmoid(double v) {
            return 1 / (1 + Math.exp(-v));
        }

        @Override
        public void close() {}
    }
}
