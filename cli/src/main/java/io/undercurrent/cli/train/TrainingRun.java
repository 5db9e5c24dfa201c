package io.undercurrent.cli.train;

import io.undercurrent.mamba2.Parameters;
import io.undercurrent.scorer.network.NetworkConfig;
import io.undercurrent.training.engine.AdamWOptions;
import io.undercurrent.training.engine.Batch;
import io.undercurrent.training.engine.DivergedException;
import io.undercurrent.training.engine.Engines;
import io.undercurrent.training.engine.TrainingEngine;
import io.undercurrent.training.tokens.Rounds;
import io.undercurrent.training.train.Standing;
import io.undercurrent.training.train.Trainer;
import io.undercurrent.training.train.TrainingPlan;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/**
 * One training with its progress, whatever it learns from.
 *
 * @param config sizes
 * @param start the first weights
 * @param rounds to train on
 * @param validation batches that are never trained on
 * @param plan how long, how fast
 * @param tokensAStep tokens of an optimiser step
 * @param task what is trained, in words that change with anything that matters
 * @param engine its name
 * @param threads at least 1
 */
record TrainingRun(
        NetworkConfig config,
        Parameters<float[]> start,
        Rounds rounds,
        List<Batch> validation,
        TrainingPlan plan,
        long tokensAStep,
        String task,
        String engine,
        int threads) {

    /**
     * Trains to the end, from the folder's checkpoint where there is one.
     *
     * @param out hears of the progress
     */
    Standing run(TrainingFolder folder, PrintWriter out) throws IOException {
        try (TrainingEngine made =
                Engines.create(engine, config, start, AdamWOptions.defaults(), threads)) {
            long steps = plan.rate().steps();
            out.printf(
                    Locale.ROOT,
                    "training on %s: %d weights, %d tokens in %d steps%n",
                    made.describe(),
                    weights(),
                    steps * tokensAStep,
                    steps);
            out.flush();
            TrainingBar bar = new TrainingBar(out, plan, tokensAStep);
            Trainer trainer =
                    new Trainer(
                            made,
                            rounds,
                            validation,
                            plan,
                            folder.checkpoint(),
                            task,
                            bar::look,
                            bar::step);
            return trainer.run();
        } catch (DivergedException e) {
            // Its checkpoint would diverge again.
            folder.forget();
            throw new IllegalStateException(
                    String.format(
                            Locale.ROOT,
                            "the training diverged (%s); train.learning-rate was %s: give a smaller one, such as %s; earlier results in %s are as they were",
                            e.getMessage(),
                            plan.rate().peak(),
                            Math.min(plan.rate().peak() / 10, 1e-3),
                            folder.path()),
                    e);
        }
    }

    private long weights() {
        return start.shapes().values().stream().mapToLong(Parameters::size).sum();
    }
}
