package io.undercurrent.training.dl4j;

import io.undercurrent.mamba2.Parameters;
import io.undercurrent.scorer.network.NetworkConfig;
import io.undercurrent.training.engine.Batch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.api.OutAndGrad;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Feeds a batch to a graph and copies its results out, so that no array outlives a run. */
final class GraphRun {
    private final NetworkConfig config;
    private final NetworkGraph graph;

    /** Creates a graph for batches of S sequences of T tokens. */
    GraphRun(NetworkConfig config, int sequences, int length, int chunk, DataType type) {
        this.config = config;
        graph = new NetworkGraph(config, sequences, length, chunk, type);
    }

    /**
     * Results of a batch.
     *
     * @param loss mean over known targets
     * @param states by output name, for the next piece
     */
    record Result(double loss, Map<String, State> states) {}

    /** A state that is carried from one piece to the next. */
    static final class State {
        private final float[] values;

        private State(float[] values) {
            this.values = values;
        }
    }

    /**
     * Runs a batch.
     *
     * @param initial states of the previous piece; empty for zeros
     * @param gradients receives the gradients of the loss, or null
     */
    Result run(
            Batch batch,
            Parameters<float[]> weights,
            Map<String, State> initial,
            Parameters<float[]> gradients) {
        for (String name : weights.names()) {
            INDArray held = graph.graph().getVariable(name).getArr();
            try (INDArray now = graph.ops().array(weights.get(name), held.shape())) {
                held.assign(now);
            }
        }
        Map<String, INDArray> data = data(batch, initial);
        List<String> outputs = new ArrayList<>(graph.states());
        outputs.add(graph.loss());
        Map<String, INDArray> out;
        if (gradients == null) {
            out = graph.graph().output(data, outputs);
        } else {
            OutAndGrad both =
                    graph.graph().calculateGradientsAndOutputs(data, outputs, gradients.names());
            out = both.getOutputs();
            for (String name : gradients.names()) {
                INDArray gradient = both.getGradients().get(name);
                float[] values = floats(gradient);
                System.arraycopy(values, 0, gradients.get(name), 0, values.length);
                gradient.close();
            }
        }
        double loss = out.get(graph.loss()).getDouble(0);
        Map<String, State> states = new HashMap<>();
        for (String name : graph.states()) {
            states.put(name, new State(floats(out.get(name))));
        }
        out.values().forEach(INDArray::close);
        data.values().forEach(INDArray::close);
        return new Result(loss, states);
    }

    private Map<String, INDArray> data(Batch batch, Map<String, State> initial) {
        int rows = batch.targets().length;
        float[] targets = new float[rows];
        float[] inverse = new float[rows];
        float[] weights = new float[rows];
        int known = 0;
        for (float target : batch.targets()) {
            known += Float.isNaN(target) ? 0 : 1;
        }
        for (int i = 0; i < rows; i++) {
            boolean there = !Float.isNaN(batch.targets()[i]);
            targets[i] = there ? batch.targets()[i] : 0;
            inverse[i] = 1 / batch.units()[i];
            weights[i] = there ? 1f / known : 0;
        }
        Map<String, INDArray> data = new HashMap<>();
        Map<String, float[]> placeholders =
                config.head()
                        .match(
                                quantiles ->
                                        Map.of(
                                                NetworkGraph.INPUTS, batch.inputs(),
                                                NetworkGraph.BASES, batch.bases(),
                                                NetworkGraph.TARGETS, targets,
                                                NetworkGraph.INVERSE_UNITS, inverse,
                                                NetworkGraph.WEIGHTS, weights),
                                events ->
                                        Map.of(
                                                NetworkGraph.INPUTS,
                                                EventRows.inputs(batch.inputs(), events.symbols()),
                                                NetworkGraph.TARGETS,
                                                EventRows.targets(
                                                        targets, weights, events.symbols())));
        placeholders.forEach((name, values) -> put(data, name, values));
        for (String next : graph.states()) {
            String name = NetworkGraph.placeholder(next);
            State state = initial.get(next);
            put(data, name, state == null ? new float[size(name)] : state.values);
        }
        return data;
    }

    private void put(Map<String, INDArray> data, String name, float[] values) {
        data.put(name, graph.ops().array(values, shape(name)));
    }

    private long[] shape(String name) {
        return graph.graph().getVariable(name).placeholderShape();
    }

    private int size(String name) {
        long size = 1;
        for (long dimension : shape(name)) {
            size *= dimension;
        }
        return Math.toIntExact(size);
    }

    private static float[] floats(INDArray array) {
        // Copies first: an array may be a view of another, or be stored by columns.
        try (INDArray rows = array.dup('c')) {
            return rows.data().asFloat();
        }
    }
}
