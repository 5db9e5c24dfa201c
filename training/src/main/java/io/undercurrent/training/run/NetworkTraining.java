package io.undercurrent.training.run;

import io.undercurrent.mamba2.Parameters;
import io.undercurrent.scorer.network.NetworkConfig;
import io.undercurrent.training.engine.AdamWOptions;
import io.undercurrent.training.engine.Batch;
import io.undercurrent.training.engine.DivergedException;
import io.undercurrent.training.engine.Engines;
import io.undercurrent.training.engine.TrainingEngine;
import io.undercurrent.training.tokens.Rounds;
import io.undercurrent.training.train.Trainer;
import io.undercurrent.training.train.TrainingPlan;
import io.undercurrent.training.train.TrainingState;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * The training of one network, for any kind of data.
 *
 * @param config sizes
 * @param start initial weights
 * @param rounds to train on
 * @param validation batches that are never trained on
 * @param plan number of rounds, learning rates, validations
 * @param tokensAStep tokens per optimiser step
 * @param task describes the training; different if anything that matters differs
 * @param engine its name
 * @param threads at least 1
 */
public record NetworkTraining(
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
     * Trains to the end; resumes from the folder's checkpoint if there is one.
     *
     * @throws IllegalArgumentException if there is no engine of that name
     * @throws IllegalStateException if the training diverged
     * @throws IOException if the checkpoint cannot be read or written, or is of another task
     */
    public TrainingState run(TrainingFolder folder, TrainingProgress progress) throws IOException {
        try (TrainingEngine made =
                Engines.create(engine, config, start, AdamWOptions.defaults(), threads)) {
            progress.started(this, made.describe() + tokensOf(made));
            Trainer trainer =
                    new Trainer(
                            made,
                            rounds,
                            validation,
                            plan,
                            threads,
                            folder.checkpoint(),
                            task,
                            progress::validated,
                            progress::step);
            return trainer.run();
        } catch (DivergedException e) {
            // The training would diverge again from its checkpoint.
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

    /** Where tokens are made, if the engine can make any. */
    private String tokensOf(TrainingEngine made) {
        return made.tokenMaker()
                .map(
                        maker ->
                                rounds.fit(maker)
                                        ? ", tokens made on the device"
                                        : ", tokens made by the cores")
                .orElse("");
    }

    /** Number of trained weights. */
    public long size() {
        return start.shapes().values().stream().mapToLong(Parameters::size).sum();
    }
}
