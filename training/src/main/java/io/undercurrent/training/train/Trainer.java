package io.undercurrent.training.train;

import io.undercurrent.mamba2.Parameters;
import io.undercurrent.training.engine.Batch;
import io.undercurrent.training.engine.EngineState;
import io.undercurrent.training.engine.TrainingEngine;
import io.undercurrent.training.tokens.Rounds;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Trains round by round until the plan is over or validation no longer improves, and keeps the best
 * weights. Each look at the validation data is written as a checkpoint; a training that finds one
 * goes on from it, and ends with the weights that it would have had without the interruption.
 */
public final class Trainer {
    /** Hears of every optimiser step; looks are too far apart to show that anything goes on. */
    public interface Steps {
        /**
         * A step is done.
         *
         * @param step optimiser steps so far, those before an interruption included
         * @param loss the step's training loss
         */
        void done(long step, double loss);
    }

    private final TrainingEngine engine;
    private final Rounds rounds;
    private final List<Batch> validation;
    private final TrainingPlan plan;
    private final Path checkpoint;
    private final String task;
    private final Consumer<Look> progress;
    private final Steps heard;

    /**
     * A training.
     *
     * @param validation rounds of batches that are never trained on
     * @param checkpoint file to resume from and to write
     * @param task what is trained, in words; a checkpoint of another task is refused
     * @param progress hears of every look
     * @param heard hears of every step
     */
    public Trainer(
            TrainingEngine engine,
            Rounds rounds,
            List<Batch> validation,
            TrainingPlan plan,
            Path checkpoint,
            String task,
            Consumer<Look> progress,
            Steps heard) {
        this.engine = engine;
        this.rounds = rounds;
        this.validation = List.copyOf(validation);
        this.plan = plan;
        this.checkpoint = checkpoint;
        this.task = task;
        this.progress = progress;
        this.heard = heard;
    }

    /**
     * Trains to the end.
     *
     * @return where it stands then; {@link Standing#best} is the result
     * @throws IOException if the checkpoint cannot be read or written
     */
    public Standing run() throws IOException {
        Standing standing;
        if (Files.exists(checkpoint)) {
            standing = TrainingCheckpoint.read(checkpoint, task, engine.parameters().shapes());
            engine.restore(standing.engine());
        } else {
            Look start = new Look(0, 0, Double.NaN, validate());
            standing = new Standing(engine.state(), engine.parameters(), List.of(start));
            TrainingCheckpoint.write(checkpoint, task, standing);
            progress.accept(start);
        }
        while (standing.newest().round() < plan.rounds()
                && standing.withoutProgress() < plan.patience()) {
            standing = next(standing);
            TrainingCheckpoint.write(checkpoint, task, standing);
            progress.accept(standing.newest());
        }
        return standing;
    }

    private Standing next(Standing standing) {
        long round = standing.newest().round();
        long steps = standing.newest().steps();
        long end = Math.min(plan.rounds(), round + plan.validateEvery());
        double loss = 0;
        long first = steps;
        for (; round < end; round++) {
            for (Batch batch : rounds.round(round)) {
                double one = engine.step(batch, plan.rate().of(steps++));
                loss += one;
                heard.done(steps, one);
            }
        }
        Look look = new Look(round, steps, loss / (steps - first), validate());
        List<Look> looks = new ArrayList<>(standing.looks());
        looks.add(look);
        EngineState state = engine.state();
        Parameters<float[]> best =
                look.validation() < standing.bestLook().validation()
                        ? state.parameters()
                        : standing.best();
        return new Standing(state, best, looks);
    }

    private double validate() {
        double sum = 0;
        for (Batch batch : validation) {
            sum += engine.loss(batch);
        }
        return sum / validation.size();
    }
}
