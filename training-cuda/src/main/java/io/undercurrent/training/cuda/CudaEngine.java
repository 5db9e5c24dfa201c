package io.undercurrent.training.cuda;

import io.undercurrent.mamba2.Parameters;
import io.undercurrent.scorer.network.NetworkConfig;
import io.undercurrent.scorer.network.Trunk;
import io.undercurrent.training.engine.AdamWOptions;
import io.undercurrent.training.engine.Batch;
import io.undercurrent.training.engine.DivergedException;
import io.undercurrent.training.engine.EngineState;
import io.undercurrent.training.engine.TokenMaker;
import io.undercurrent.training.engine.TrainingEngine;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Trains on an NVIDIA GPU. Weights, moments and states stay there; a step is one graph. Each shape
 * of batch needs its own graph and memory; the most recently used ones are kept. Two runs give the
 * same bits: no sum depends on the order in which blocks finish.
 */
final class CudaEngine implements TrainingEngine {
    private static final int PLANS = 4;

    private final Device device;
    private final NetworkConfig config;
    private final AdamWOptions options;
    private final CudaMode mode;
    private final DeviceWeights weights;
    private final Map<Shape, StepPlan> plans = new LinkedHashMap<>();
    private final Carried trained;
    private final Carried judged;
    private final CudaTokens tokens;
    private long steps;

    private record Shape(int sequences, int length, boolean learns) {}

    /**
     * Creates an engine.
     *
     * @param parameters initial weights; copied
     * @throws IllegalArgumentException naming an option of the network that it does not support
     * @throws IllegalStateException if the device or its driver cannot run it
     */
    CudaEngine(
            Device device,
            NetworkConfig config,
            Parameters<float[]> parameters,
            AdamWOptions options,
            CudaMode mode) {
        this.device = device;
        this.config = config;
        this.options = options;
        this.mode = mode;
        if (config.trunk() == Trunk.MAMBA2) {
            MixerLimits.check(config.backbone().mixer(), device.sharedBytes());
        }
        HeadPlan.check(config.head(), device.sharedBytes());
        tokens = new CudaTokens(device);
        weights = new DeviceWeights(device, parameters);
        trained = new Carried(device, config);
        judged = new Carried(device, config);
    }

    @Override
    public String describe() {
        return String.format(Locale.ROOT, "cuda, %s, %s", device.name(), mode.kernel());
    }

    @Override
    public Optional<TokenMaker> tokenMaker() {
        return Optional.of(tokens);
    }

    @Override
    public double step(Batch batch, double learningRate) {
        StepScalars scalars = new StepScalars(options, steps + 1, learningRate);
        long known = known(batch);
        StepPlan.Outcome outcome = run(batch, trained, true, scalars, known);
        double loss = known == 0 ? 0 : outcome.loss() / known;
        DivergedException.check(loss, outcome.norm());
        steps++;
        trained.ended(batch.sequences());
        return loss;
    }

    @Override
    public double loss(Batch batch) {
        long known = known(batch);
        StepPlan.Outcome outcome = run(batch, judged, false, new StepScalars(options, 1, 0), known);
        judged.ended(batch.sequences());
        return known == 0 ? 0 : outcome.loss() / known;
    }

    private static long known(Batch batch) {
        long known = 0;
        for (float target : batch.targets()) {
            known += Float.isNaN(target) ? 0 : 1;
        }
        return known;
    }

    private StepPlan.Outcome run(
            Batch batch, Carried carried, boolean learns, StepScalars scalars, long known) {
        batch.check(config);
        if (!batch.fresh() && carried.sequences() != batch.sequences()) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "a batch of %d sequences continues one of %d",
                            batch.sequences(),
                            carried.sequences()));
        }
        device.enter();
        return plan(new Shape(batch.sequences(), batch.length(), learns), carried)
                .run(batch, scalars, known);
    }

    /** The plan for a shape of batch; it takes the place of older ones if memory is short. */
    StepPlan plan(Batch batch, boolean learns) {
        return plan(
                new Shape(batch.sequences(), batch.length(), learns), learns ? trained : judged);
    }

    private StepPlan plan(Shape shape, Carried carried) {
        StepPlan plan = plans.remove(shape);
        if (plan == null) {
            if (plans.size() == PLANS) {
                plans.remove(plans.keySet().iterator().next()).close();
            }
            try {
                plan = create(shape, carried);
            } catch (CudaException e) {
                if (e.code() != CudaException.OUT_OF_MEMORY) {
                    throw e;
                }
                closePlans();
                plan = createAlone(shape, carried);
            }
        }
        plans.put(shape, plan);
        return plan;
    }

    private StepPlan create(Shape shape, Carried carried) {
        return new StepPlan(
                device,
                config,
                mode,
                weights,
                shape.sequences,
                shape.length,
                shape.learns,
                carried.address(shape.sequences));
    }

    private StepPlan createAlone(Shape shape, Carried carried) {
        try {
            return create(shape, carried);
        } catch (CudaException e) {
            throw new CudaException(
                    e.code(),
                    String.format(
                            Locale.ROOT,
                            "%d sequences of %d tokens need more memory than is free on %s (%s): take fewer or shorter sequences",
                            shape.sequences,
                            shape.length,
                            device.name(),
                            e.getMessage()));
        }
    }

    private void closePlans() {
        plans.values().forEach(StepPlan::close);
        plans.clear();
    }

    /** The gradient of the newest step, before it was clipped. */
    Parameters<float[]> gradients() {
        device.enter();
        return weights.read(weights.gradients());
    }

    @Override
    public Parameters<float[]> parameters() {
        device.enter();
        return weights.read(weights.weights());
    }

    @Override
    public EngineState state() {
        device.enter();
        return new EngineState(
                steps,
                weights.read(weights.weights()),
                weights.read(weights.first()),
                weights.read(weights.second()));
    }

    @Override
    public void restore(EngineState state) {
        device.enter();
        steps = state.steps();
        weights.write(weights.weights(), state.parameters());
        weights.write(weights.first(), state.firstMoment());
        weights.write(weights.second(), state.secondMoment());
        trained.reset();
        judged.reset();
    }

    @Override
    public void close() {
        try {
            tokens.close();
            closePlans();
        } finally {
            device.close();
        }
    }
}
