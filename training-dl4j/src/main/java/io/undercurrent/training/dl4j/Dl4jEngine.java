package io.undercurrent.training.dl4j;

import io.undercurrent.mamba2.Parameters;
import io.undercurrent.scorer.network.NetworkConfig;
import io.undercurrent.scorer.network.Trunk;
import io.undercurrent.training.engine.AdamWOptions;
import io.undercurrent.training.engine.Batch;
import io.undercurrent.training.engine.EngineState;
import io.undercurrent.training.engine.TrainingEngine;
import io.undercurrent.training.engine.WeightUpdate;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Trains on ND4J: loss and gradient are one SameDiff graph over the whole batch, in float32; the
 * update is that of the engine java, on the host. Each shape of batch needs its own graph, which
 * takes about a second to build; the most recently used ones are kept.
 */
public final class Dl4jEngine implements TrainingEngine {
    /** With shorter chunks, matrix products are too small to justify an ND4J call for each. */
    private static final int SHORTEST_CHUNK = 16;

    private static final int GRAPHS = 4;

    private final NetworkConfig config;
    private final String describe;
    private final WeightUpdate update;
    private final Parameters<float[]> gradients;
    private final Map<Shape, GraphRun> graphs = new LinkedHashMap<>();
    private Carried trained = Carried.NOTHING;
    private Carried judged = Carried.NOTHING;

    private record Shape(int sequences, int length) {}

    /** States after the previous piece. */
    private record Carried(int sequences, Map<String, GraphRun.State> states) {
        private static final Carried NOTHING = new Carried(0, Map.of());
    }

    /**
     * Creates an engine.
     *
     * @param parameters initial weights; copied
     * @param describe backend and device
     * @throws IllegalArgumentException naming an option of the network that this engine does not
     *     support
     */
    Dl4jEngine(
            NetworkConfig config,
            Parameters<float[]> parameters,
            AdamWOptions options,
            String describe) {
        if (config.trunk() == Trunk.MAMBA2) {
            MixerSizes.check(config.backbone().mixer());
        }
        this.config = config;
        this.describe = describe;
        update = new WeightUpdate(options, parameters);
        gradients = Parameters.zeros(parameters.shapes(), float[]::new);
    }

    @Override
    public String describe() {
        return describe;
    }

    @Override
    public double step(Batch batch, double learningRate) {
        GraphRun.Result result = run(batch, trained, gradients);
        update.step(gradients, result.loss(), learningRate);
        trained = new Carried(batch.sequences(), result.states());
        return result.loss();
    }

    @Override
    public double loss(Batch batch) {
        GraphRun.Result result = run(batch, judged, null);
        judged = new Carried(batch.sequences(), result.states());
        return result.loss();
    }

    private GraphRun.Result run(Batch batch, Carried carried, Parameters<float[]> into) {
        batch.check(config);
        if (!batch.fresh() && carried.sequences != batch.sequences()) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "a batch of %d sequences continues one of %d",
                            batch.sequences(),
                            carried.sequences));
        }
        return graph(new Shape(batch.sequences(), batch.length()))
                .run(batch, update.weights(), batch.fresh() ? Map.of() : carried.states, into);
    }

    private GraphRun graph(Shape shape) {
        GraphRun graph = graphs.remove(shape);
        if (graph == null) {
            graph =
                    new GraphRun(
                            config,
                            shape.sequences,
                            shape.length,
                            chunk(shape.length),
                            DataType.FLOAT);
        }
        graphs.put(shape, graph);
        if (graphs.size() > GRAPHS) {
            graphs.remove(graphs.keySet().iterator().next());
        }
        return graph;
    }

    /**
     * About the square root of the length: work inside chunks grows with their length, work between
     * them with their number. The network's own chunk_size, like any other, would change only
     * rounding.
     */
    static int chunk(int length) {
        return Math.max(SHORTEST_CHUNK, Integer.highestOneBit((int) Math.sqrt(length)));
    }

    @Override
    public Parameters<float[]> parameters() {
        return update.state().parameters();
    }

    @Override
    public EngineState state() {
        return update.state();
    }

    @Override
    public void restore(EngineState state) {
        update.restore(state);
        trained = Carried.NOTHING;
        judged = Carried.NOTHING;
    }

    @Override
    public void close() {
        graphs.clear();
    }
}
