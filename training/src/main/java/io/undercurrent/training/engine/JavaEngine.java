package io.undercurrent.training.engine;

import io.undercurrent.mamba2.Parameters;
import io.undercurrent.mamba2.StepVariant;
import io.undercurrent.mamba2.forms.LayerStates;
import io.undercurrent.mamba2.forms.Precision;
import io.undercurrent.scorer.network.NetworkConfig;
import io.undercurrent.training.network.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Trains in plain Java on all cores: computes each sequence's gradient separately and sums them in
 * the batch's order, so that weights do not depend, to the last bit, on the number of threads. It
 * needs memory for one gradient per sequence of a batch.
 */
public final class JavaEngine implements TrainingEngine {
    private final NetworkConfig config;
    private final Parameters<float[]> weights;
    private final AdamW optimiser;
    private final int threads;
    private final ExecutorService executor;
    private final Carried trained = new Carried();
    private final Carried judged = new Carried();
    private final List<Parameters<float[]>> gradients = new ArrayList<>();

    /** Each sequence's states after the previous piece. */
    private static final class Carried {
        private List<List<LayerStates<float[]>>> states = List.of();
    }

    /** Loss and final states of one sequence. */
    private record Result(double loss, List<LayerStates<float[]>> states) {}

    /**
     * Creates an engine.
     *
     * @param parameters initial weights; copied
     * @param threads at least 1
     * @throws IllegalStateException if the chosen variant of the loops is not available
     */
    public JavaEngine(
            NetworkConfig config,
            Parameters<float[]> parameters,
            AdamWOptions options,
            int threads) {
        // A wrong choice shall be told here, not by a pass that finds no loops.
        StepVariant.chosen();
        this.config = config;
        this.threads = threads;
        weights = AdamW.copy(parameters);
        optimiser = new AdamW(options, weights);
        executor =
                Executors.newFixedThreadPool(
                        threads,
                        task -> {
                            Thread thread = new Thread(task, "training");
                            thread.setDaemon(true);
                            return thread;
                        });
    }

    @Override
    public String describe() {
        return String.format(Locale.ROOT, "java, %d thread%s", threads, threads == 1 ? "" : "s");
    }

    @Override
    public double step(Batch batch, double learningRate) {
        while (gradients.size() < batch.sequences()) {
            gradients.add(Parameters.zeros(weights.shapes(), float[]::new));
        }
        long known = Pieces.known(batch.targets());
        List<Result> results = run(batch, trained, true, known);
        double loss = mean(results, known);
        Parameters<float[]> sum = sum(batch.sequences());
        double norm = AdamW.norm(sum);
        DivergedException.check(loss, norm);
        trained.states = results.stream().map(Result::states).toList();
        optimiser.step(sum, norm, learningRate);
        return loss;
    }

    @Override
    public double loss(Batch batch) {
        long known = Pieces.known(batch.targets());
        List<Result> results = run(batch, judged, false, known);
        judged.states = results.stream().map(Result::states).toList();
        return mean(results, known);
    }

    private static double mean(List<Result> results, long known) {
        double loss = 0;
        for (Result result : results) {
            loss += result.loss;
        }
        return known == 0 ? 0 : loss / known;
    }

    /**
     * Runs all sequences; if it learns, each computes its gradient of the mean over the known
     * targets.
     */
    private List<Result> run(Batch batch, Carried carried, boolean learns, long known) {
        batch.check(config);
        if (!batch.fresh() && carried.states.size() != batch.sequences()) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "a batch of %d sequences continues one of %d",
                            batch.sequences(),
                            carried.states.size()));
        }
        List<Future<Result>> futures = new ArrayList<>();
        for (int s = 0; s < batch.sequences(); s++) {
            int sequence = s;
            List<LayerStates<float[]>> initial =
                    batch.fresh() || carried.states.get(s).isEmpty() ? null : carried.states.get(s);
            futures.add(executor.submit(() -> run(batch, sequence, initial, learns, known)));
        }
        List<Result> results = new ArrayList<>();
        for (Future<Result> future : futures) {
            results.add(await(future));
        }
        return results;
    }

    private Result run(
            Batch batch, int s, List<LayerStates<float[]>> initial, boolean learns, long known) {
        Network<float[]> network = new Network<>(Precision.FLOAT32, config, weights);
        Network.Pass<float[]> pass = network.forward(Pieces.tokens(batch, config, s), initial);
        double loss;
        if (learns) {
            Parameters<float[]> gradient = gradients.get(s);
            gradient.names().forEach(name -> Arrays.fill(gradient.get(name), 0));
            loss = network.backward(pass, 1.0 / Math.max(1, known), gradient);
        } else {
            loss = network.loss(pass);
        }
        return new Result(loss, pass.finalStates());
    }

    /** Adds the gradients into the first one, in order. */
    private Parameters<float[]> sum(int sequences) {
        Parameters<float[]> sum = gradients.get(0);
        for (int s = 1; s < sequences; s++) {
            for (String name : sum.names()) {
                float[] to = sum.get(name);
                float[] from = gradients.get(s).get(name);
                for (int i = 0; i < to.length; i++) {
                    to[i] += from[i];
                }
            }
        }
        return sum;
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a training thread failed: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while training", e);
        }
    }

    @Override
    public Parameters<float[]> parameters() {
        return AdamW.copy(weights);
    }

    @Override
    public EngineState state() {
        return optimiser.state();
    }

    @Override
    public void restore(EngineState state) {
        optimiser.restore(state);
        trained.states = List.of();
        judged.states = List.of();
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
