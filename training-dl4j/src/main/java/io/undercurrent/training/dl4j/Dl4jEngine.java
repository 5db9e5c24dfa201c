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
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Training on ND4J: loss and gradient are one SameDiff graph over the whole batch, in float32; the
 * update is the engine java's own, on the host. Makes a graph for every shape of batch, which takes
 * about a second, and keeps the newest ones.
 */
public final class Dl4jEngine implements TrainingEngine {
    /** Fastest of 16 to 256 on a processor; the chunk changes rounding only. */
    static final int CHUNK = 32;

    private static final int GRAPHS = 4;

    private final NetworkConfig config;
    private final String describe;
    private final int chunk;
    private final WeightUpdate update;
    private final Parameters<float[]> gradients;
    private final Map<Shape, GraphRun> graphs = new LinkedHashMap<>();
    private Carried trained = Carried.NOTHING;
    private Carried judged = Carried.NOTHING;

    private record Shape(int sequences, int length) {}

    /** States after the piece before. */
    private record Carried(int sequences, Map<String, GraphRun.State> states) {
        private static final Carried NOTHING = new Carried(0, Map.of());
    }

    /**
     * An engine.
     *
     * @param parameters to start from; copied
     * @param describe what it runs on
     * @param chunk tokens of a chunk of the scan
     * @throws IllegalArgumentException naming an option of the network that this engine does not do
     */
    Dl4jEngine(
            NetworkConfig config,
            Parameters<float[]> parameters,
            AdamWOptions options,
            String describe,
            int chunk) {
        if (config.trunk() == Trunk.MAMBA2) {
            MixerSizes.check(config.backbone().mixer());
        }
        this.config = config;
        this.describe = describe;
        this.chunk = chunk;
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
                    "a batch of %d sequences goes on from one of %d"
                            .formatted(batch.sequences(), carried.sequences));
        }
        return graph(new Shape(batch.sequences(), batch.length()))
                .run(batch, update.weights(), batch.fresh() ? Map.of() : carried.states, into);
    }

    private GraphRun graph(Shape shape) {
        GraphRun graph = graphs.remove(shape);
        if (graph == null) {
            graph = new GraphRun(config, shape.sequences, shape.length, chunk, DataType.FLOAT);
        }
        graphs.put(shape, graph);
        if (graphs.size() > GRAPHS) {
            graphs.remove(graphs.keySet().iterator().next());
        }
        return graph;
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
