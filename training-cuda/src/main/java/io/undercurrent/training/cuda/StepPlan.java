package io.undercurrent.training.cuda;

import static io.undercurrent.training.cuda.Linears.Rows.padded;

import com.sun.jna.Pointer;
import io.undercurrent.scorer.network.HeadConfig;
import io.undercurrent.scorer.network.NetworkConfig;
import io.undercurrent.scorer.network.NetworkShapes;
import io.undercurrent.training.cuda.Device.Grid;
import io.undercurrent.training.cuda.Linears.Layer;
import io.undercurrent.training.cuda.Linears.Norm;
import io.undercurrent.training.cuda.Linears.Rows;
import io.undercurrent.training.engine.Batch;
import java.util.Map;

/**
 * All work on batches of one shape: a training step, or the loss alone. It is one graph, whose
 * kernels, addresses and sizes never change; what does change is in the batch and in a few scalars.
 */
final class StepPlan implements AutoCloseable {
    private static final int EXPAND_THREADS = 128;
    private static final int COLLECT_THREADS = 512;
    private static final int FINISH_THREADS = 512;
    private static final int UPDATE_THREADS = 256;
    private static final int RESULT_BYTES = 24;

    private final Device device;
    private final DeviceArrays arrays;
    private final DeviceWeights weights;
    private final Parts parts;
    private final StepContext context;
    private final HostBatch batch;
    private final Pointer scalars;
    private final Pointer result;
    private final long resultThere;
    private final long table;
    private final long squares;
    private final Rows inputs;
    private final Layer embed;
    private final TrunkPlan trunk;
    private final HeadPlan head;
    private final Rows gradient;
    private final Rows scratch;
    private final long stateFloats;
    private final long graph;

    /** The same work for a batch that is on the device already; 0 before the first such batch. */
    private long residentGraph;

    /**
     * Plans the work and takes memory for it.
     *
     * @param carried address of the states
     * @throws CudaException if the device has too little memory
     */
    StepPlan(
            Device device,
            NetworkConfig config,
            CudaMode mode,
            DeviceWeights weights,
            int sequences,
            int length,
            boolean learns,
            long carried) {
        this.device = device;
        this.weights = weights;
        arrays = new DeviceArrays(device);
        int tokens = Math.multiplyExact(sequences, length);
        parts = learns ? new Parts() : null;
        try {
            scalars = arrays.host(StepContext.SCALARS_BYTES);
            result = arrays.host(RESULT_BYTES);
            Carried.Layout states = Carried.Layout.of(config, sequences);
            stateFloats = states.floats();
            resultThere = arrays.bytes(RESULT_BYTES);
            context =
                    new StepContext(
                            device,
                            config,
                            weights.layout(),
                            mode,
                            new Linears(device, mode, tokens),
                            parts,
                            sequences,
                            length,
                            weights.weights(),
                            arrays.bytes(StepContext.SCALARS_BYTES),
                            carried,
                            arrays.floats(stateFloats));
            batch = new HostBatch(device, arrays, config, sequences, length);
            inputs =
                    events()
                            ? new Rows(
                                    arrays.floats((long) tokens * padded(config.inputs())),
                                    padded(config.inputs()))
                            : new Rows(batch.inputs(), batch.inputsStride());
            embed =
                    context.linears()
                            .layer(
                                    weights.layout(),
                                    parts,
                                    NetworkShapes.weight(NetworkShapes.EMBED),
                                    NetworkShapes.bias(NetworkShapes.EMBED),
                                    config.width());
            trunk = TrunkPlan.of(context, arrays, states);
            head = new HeadPlan(context, arrays, batch);
            int stride = padded(config.width());
            gradient = new Rows(learns ? arrays.floats((long) tokens * stride) : 0, stride);
            scratch = new Rows(learns ? arrays.floats((long) tokens * stride) : 0, stride);
            squares = learns ? arrays.bytes((long) parts.blocks() * Double.BYTES) : 0;
            table = learns ? writeTable() : 0;
            graph =
                    device.record(
                            () -> {
                                batch.upload();
                                enqueue();
                            });
        } catch (RuntimeException e) {
            arrays.close();
            throw e;
        }
    }

    private long writeTable() {
        parts.base(arrays.floats(parts.floats()));
        long bytes = parts.tableBytes() + (long) parts.blocks() * Integer.BYTES;
        long address = arrays.bytes(bytes);
        Pointer host = arrays.host(bytes);
        parts.write(host);
        device.uploadNow(address, host, bytes);
        return address;
    }

    private boolean events() {
        return context.config().head() instanceof HeadConfig.Symbols;
    }

    /** Bytes of the device's memory that this plan takes. */
    long bytes() {
        return arrays.total();
    }

    private void enqueue() {
        device.upload(context.scalars(), scalars, StepContext.SCALARS_BYTES);
        compute();
        device.download(result, resultThere, RESULT_BYTES);
    }

    /** All kernels, without the copies. */
    void compute() {
        if (context.config().head() instanceof HeadConfig.Symbols symbols) {
            long numbers = (long) context.tokens() * inputs.stride();
            device.launch(
                    "expand_events",
                    new Grid((numbers + EXPAND_THREADS - 1) / EXPAND_THREADS),
                    EXPAND_THREADS,
                    0,
                    context.tokens(),
                    symbols.symbols(),
                    inputs.stride(),
                    batch.inputs(),
                    inputs.at());
        }
        context.linears().forward(context.weights(), embed, inputs, Norm.NONE, 0, trunk.embedded());
        Rows features = trunk.forward();
        head.forward(features);
        if (parts != null) {
            head.backward(features, gradient, scratch);
            trunk.backward(gradient, scratch);
            context.linears().weights(parts, embed, gradient, inputs, Norm.NONE);
            device.launch(
                    "collect_gradients",
                    new Grid(parts.blocks()),
                    COLLECT_THREADS,
                    COLLECT_THREADS * Float.BYTES,
                    table,
                    table + parts.tableBytes(),
                    parts.base(),
                    weights.gradients(),
                    squares);
        }
        device.launch(
                "finish_step",
                new Grid(1),
                FINISH_THREADS,
                2 * FINISH_THREADS * Double.BYTES,
                parts == null ? 0 : parts.blocks(),
                squares,
                head.lossCount(),
                head.losses(),
                resultThere);
        if (parts != null) {
            update();
        }
        device.launch(
                "carry_states",
                new Grid((stateFloats + UPDATE_THREADS - 1) / UPDATE_THREADS),
                UPDATE_THREADS,
                0,
                stateFloats,
                resultThere,
                context.last(),
                context.carried());
    }

    private void update() {
        int count = weights.layout().size();
        device.launch(
                "update_weights",
                new Grid(MixerPlan.ceil(count, UPDATE_THREADS)),
                UPDATE_THREADS,
                0,
                count,
                context.scalars(),
                resultThere,
                weights.gradients(),
                weights.decayed(),
                weights.weights(),
                weights.first(),
                weights.second());
    }

    /**
     * The sum of losses and the norm of the gradient.
     *
     * @param loss summed over known targets
     * @param norm 0 if the plan does not learn
     */
    record Outcome(double loss, double norm) {}

    /** Copies a batch and scalars and runs the graph. */
    Outcome run(Batch from, StepScalars values, long known) {
        values.write(scalars, 1f / Math.max(1, known), from.fresh());
        if (from instanceof DeviceBatch there) {
            if (residentGraph == 0) {
                residentGraph = device.record(this::enqueue);
            }
            batch.copy(there);
            device.launch(residentGraph);
        } else {
            batch.write(from);
            device.launch(graph);
        }
        device.await();
        return new Outcome(result.getDouble(0), result.getDouble(Double.BYTES));
    }

    /** Milliseconds of each kernel's launches in a step. */
    Map<String, Double> profile() {
        return device.profile(this::compute);
    }

    /** The same for the whole graph, with the copies between this machine and the device. */
    double millisecondsOfGraph(int times) {
        return device.milliseconds(
                        () -> {
                            for (int i = 0; i < times; i++) {
                                device.launch(graph);
                            }
                        })
                / times;
    }

    /** Repeats the kernels on the batch that is there, as one graph, for measurements. */
    double millisecondsOfKernels(int times) {
        long kernels = device.record(this::compute);
        try {
            device.launch(kernels);
            device.await();
            return device.milliseconds(
                            () -> {
                                for (int i = 0; i < times; i++) {
                                    device.launch(kernels);
                                }
                            })
                    / times;
        } finally {
            device.freeGraph(kernels);
        }
    }

    @Override
    public void close() {
        device.freeGraph(graph);
        if (residentGraph != 0) {
            device.freeGraph(residentGraph);
        }
        arrays.close();
    }
}
