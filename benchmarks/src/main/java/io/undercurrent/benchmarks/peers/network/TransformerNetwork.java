package io.undercurrent.benchmarks.peers.network;

import io.undercurrent.benchmarks.peers.network.OnnxGraph.Attribute;
import java.util.ArrayList;
import java.util.List;

/**
 * Two layers of self-attention with learned positions, normalised before each part. Nobody reads
 * the last layer's outputs but that of the newest event, so it is computed for that one alone.
 */
public final class TransformerNetwork implements OnnxNetwork {
    private static final int WIDTH = 48;
    private static final int HEADS = 4;
    private static final int HEAD = WIDTH / HEADS;
    private static final int INNER = 192;
    private static final int LAYERS = 2;
    private static final float EPSILON = 1e-5f;

    private final int window;
    private final float[] embed;
    private final float[] embedBias;
    private final float[] positions;
    private final List<Layer> layers = new ArrayList<>();
    private final float[] out;
    private final float[] outBias;

    /** A layer's weights; matrices are [inputs, outputs]. */
    private static final class Layer {
        final float[] q;
        final float[] qBias;
        final float[] k;
        final float[] kBias;
        final float[] v;
        final float[] vBias;
        final float[] o;
        final float[] oBias;
        final float[] up;
        final float[] upBias;
        final float[] down;
        final float[] downBias;
        final float[] scale = Weights.filled(2 * WIDTH, 1);
        final float[] shift;

        Layer(Weights weights) {
            q = weights.draw(WIDTH * WIDTH, WIDTH);
            qBias = weights.draw(WIDTH, WIDTH);
            k = weights.draw(WIDTH * WIDTH, WIDTH);
            kBias = weights.draw(WIDTH, WIDTH);
            v = weights.draw(WIDTH * WIDTH, WIDTH);
            vBias = weights.draw(WIDTH, WIDTH);
            o = weights.draw(WIDTH * WIDTH, WIDTH);
            oBias = weights.draw(WIDTH, WIDTH);
            up = weights.draw(WIDTH * INNER, WIDTH);
            upBias = weights.draw(INNER, WIDTH);
            down = weights.draw(INNER * WIDTH, INNER);
            downBias = weights.draw(WIDTH, INNER);
            shift = weights.draw(2 * WIDTH, WIDTH);
        }

        float[] half(float[] both, int part) {
            return java.util.Arrays.copyOfRange(both, part * WIDTH, (part + 1) * WIDTH);
        }
    }

    public TransformerNetwork(int window, long seed) {
        this.window = window;
        Weights weights = new Weights(seed);
        embed = weights.draw(WIDTH, 1);
        embedBias = weights.draw(WIDTH, 1);
        positions = weights.draw(window * WIDTH, 1);
        for (int l = 0; l < LAYERS; l++) {
            layers.add(new Layer(weights));
        }
        out = weights.draw(WIDTH, WIDTH);
        outBias = weights.draw(1, WIDTH);
    }

    @Override
    public long[] shape() {
        return new long[] {window, 1};
    }

    @Override
    public long weights() {
        return graph().weights();
    }

    @Override
    public byte[] onnx() {
        return graph().toBytes(shape(), OUTPUT, 1, 1);
    }

    private OnnxGraph graph() {
        OnnxGraph graph =
                new OnnxGraph()
                        .weights("embed", embed, 1, WIDTH)
                        .weights("embed-bias", embedBias, WIDTH)
                        .weights("positions", positions, window, WIDTH)
                        .weights("out", out, WIDTH, 1)
                        .weights("out-bias", outBias, 1)
                        .numbers("heads", -1, HEADS, HEAD)
                        .numbers("merged", -1, WIDTH)
                        .numbers("from", window - 1)
                        .numbers("to", window)
                        .numbers("axis", 0)
                        .weights("root", new float[] {(float) (1 / Math.sqrt(HEAD))}, 1);
        affine(graph, "x", "embed", "embed-bias", "embedded");
        graph.node("Add", List.of("embedded", "positions"), "in0");
        for (int l = 0; l < LAYERS; l++) {
            layer(graph, l);
        }
        affine(graph, "in" + LAYERS, "out", "out-bias", OUTPUT);
        return graph;
    }

    private void layer(OnnxGraph graph, int l) {
        Layer layer = layers.get(l);
        boolean last = l == LAYERS - 1;
        String p = "l" + l + "-";
        matrix(graph, p + "q", layer.q, layer.qBias, WIDTH);
        matrix(graph, p + "k", layer.k, layer.kBias, WIDTH);
        matrix(graph, p + "v", layer.v, layer.vBias, WIDTH);
        matrix(graph, p + "o", layer.o, layer.oBias, WIDTH);
        matrix(graph, p + "up", layer.up, layer.upBias, WIDTH);
        matrix(graph, p + "down", layer.down, layer.downBias, INNER);
        for (int part = 0; part < 2; part++) {
            graph.weights(p + "scale" + part, layer.half(layer.scale, part), WIDTH);
            graph.weights(p + "shift" + part, layer.half(layer.shift, part), WIDTH);
        }
        normalised(graph, "in" + l, p, 0);
        String query = p + "n0";
        String rest = "in" + l;
        if (last) {
            graph.node("Slice", List.of(p + "n0", "from", "to", "axis"), p + "newest");
            graph.node("Slice", List.of("in" + l, "from", "to", "axis"), p + "rest");
            query = p + "newest";
            rest = p + "rest";
        }
        heads(graph, query, p, "q", 1, 0, 2);
        heads(graph, p + "n0", p, "k", 1, 2, 0);
        heads(graph, p + "n0", p, "v", 1, 0, 2);
        graph.node("MatMul", List.of(p + "q-heads", p + "k-heads"), p + "raw")
                .node("Mul", List.of(p + "raw", "root"), p + "logits")
                .node("Softmax", List.of(p + "logits"), p + "shares", new Attribute("axis", -1))
                .node("MatMul", List.of(p + "shares", p + "v-heads"), p + "mixed")
                .node(
                        "Transpose",
                        List.of(p + "mixed"),
                        p + "turned",
                        new Attribute("perm", new int[] {1, 0, 2}))
                .node("Reshape", List.of(p + "turned", "merged"), p + "joined");
        affine(graph, p + "joined", p + "o", p + "o-bias", p + "attended");
        graph.node("Add", List.of(rest, p + "attended"), p + "middle");
        normalised(graph, p + "middle", p, 1);
        affine(graph, p + "n1", p + "up", p + "up-bias", p + "wide");
        graph.node("Relu", List.of(p + "wide"), p + "active");
        affine(graph, p + "active", p + "down", p + "down-bias", p + "narrow");
        graph.node("Add", List.of(p + "middle", p + "narrow"), "in" + (l + 1));
    }

    private static void matrix(OnnxGraph graph, String name, float[] w, float[] b, int inputs) {
        graph.weights(name, w, inputs, b.length).weights(name + "-bias", b, b.length);
    }

    private static void affine(OnnxGraph graph, String in, String w, String b, String out) {
        graph.node("MatMul", List.of(in, w), out + "-product")
                .node("Add", List.of(out + "-product", b), out);
    }

    private static void heads(OnnxGraph graph, String in, String p, String what, int... perm) {
        affine(graph, in, p + what, p + what + "-bias", p + what + "-flat");
        graph.node("Reshape", List.of(p + what + "-flat", "heads"), p + what + "-split")
                .node(
                        "Transpose",
                        List.of(p + what + "-split"),
                        p + what + "-heads",
                        new Attribute("perm", perm));
    }

    private static void normalised(OnnxGraph graph, String in, String p, int part) {
        graph.node(
                "LayerNormalization",
                List.of(in, p + "scale" + part, p + "shift" + part),
                p + "n" + part,
                new Attribute("axis", -1),
                new Attribute("epsilon", EPSILON));
    }

    @Override
    public WindowNetwork plain() {
        return new Plain();
    }

    private final class Plain implements WindowNetwork {
        @Override
        public float forecast(float[] values) {
            float[][] x = new float[window][1];
            for (int t = 0; t < window; t++) {
                x[t][0] = values[t];
            }
            x = Weights.affine(x, embed, embedBias);
            for (int t = 0; t < window; t++) {
                for (int i = 0; i < WIDTH; i++) {
                    x[t][i] += positions[t * WIDTH + i];
                }
            }
            for (Layer layer : layers) {
                x = run(layer, x);
            }
            return Weights.affine(new float[][] {x[window - 1]}, out, outBias)[0][0];
        }

        private float[][] run(Layer layer, float[][] x) {
            float[][] n = normalised(layer, x, 0);
            float[][] q = Weights.affine(n, layer.q, layer.qBias);
            float[][] k = Weights.affine(n, layer.k, layer.kBias);
            float[][] v = Weights.affine(n, layer.v, layer.vBias);
            float[][] mixed = new float[window][WIDTH];
            for (int h = 0; h < HEADS; h++) {
                for (int t = 0; t < window; t++) {
                    double[] shares = shares(q[t], k, h * HEAD);
                    for (int s = 0; s < window; s++) {
                        for (int i = h * HEAD; i < (h + 1) * HEAD; i++) {
                            mixed[t][i] += (float) (shares[s] * v[s][i]);
                        }
                    }
                }
            }
            float[][] middle = sum(x, Weights.affine(mixed, layer.o, layer.oBias));
            float[][] wide = Weights.affine(normalised(layer, middle, 1), layer.up, layer.upBias);
            for (float[] row : wide) {
                for (int i = 0; i < row.length; i++) {
                    row[i] = Math.max(0, row[i]);
                }
            }
            return sum(middle, Weights.affine(wide, layer.down, layer.downBias));
        }

        private double[] shares(float[] q, float[][] k, int from) {
            double[] shares = new double[window];
            double total = 0;
            for (int s = 0; s < window; s++) {
                double dot = 0;
                for (int i = from; i < from + HEAD; i++) {
                    dot += q[i] * k[s][i];
                }
                shares[s] = Math.exp(dot / Math.sqrt(HEAD));
                total += shares[s];
            }
            for (int s = 0; s < window; s++) {
                shares[s] /= total;
            }
            return shares;
        }

        private float[][] normalised(Layer layer, float[][] x, int part) {
            float[] scale = layer.half(layer.scale, part);
            float[] shift = layer.half(layer.shift, part);
            float[][] out = new float[x.length][WIDTH];
            for (int t = 0; t < x.length; t++) {
                double mean = 0;
                double square = 0;
                for (float each : x[t]) {
                    mean += each / WIDTH;
                }
                for (float each : x[t]) {
                    square += (each - mean) * (each - mean) / WIDTH;
                }
                for (int i = 0; i < WIDTH; i++) {
                    double z = (x[t][i] - mean) / Math.sqrt(square + EPSILON);
                    out[t][i] = (float) (z * scale[i] + shift[i]);
                }
            }
            return out;
        }

        private static float[][] sum(float[][] a, float[][] b) {
            float[][] out = new float[a.length][WIDTH];
            for (int t = 0; t < a.length; t++) {
                for (int i = 0; i < WIDTH; i++) {
                    out[t][i] = a[t][i] + b[t][i];
                }
            }
            return out;
        }

        @Override
        public void close() {}
    }
}
