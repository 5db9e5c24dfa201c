package io.undercurrent.training.train;

import io.undercurrent.mamba2.Parameters;
import io.undercurrent.training.engine.Batch;
import io.undercurrent.training.engine.EngineState;
import io.undercurrent.training.engine.TrainingEngine;
import io.undercurrent.training.tokens.Rounds;
import io.undercurrent.training.tokens.RoundsAhead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Trains round by round until the plan is over or validation no longer improves, and keeps the best
 * weights. Each validation writes a checkpoint. A training that finds a checkpoint resumes from it,
 * and ends with the weights that it would have had without the interruption.
 */
public final class Trainer {
    /** Receives every optimiser step, because validations are too rare to show progress. */
    public interface Steps {
        /**
         * Called after a step.
         *
         * @param step optimiser steps so far, including those before an interruption
         * @param loss the step's training loss
         */
        void done(long step, double loss);
    }

    private final TrainingEngine engine;
    private final Rounds rounds;
    private final List<Batch> validation;
    private final TrainingPlan plan;
    private final int threads;
    private final Path checkpoint;
    private final String task;
    private final Consumer<ValidationPoint> progress;
    private final Steps heard;

    /**
     * Creates a training.
     *
     * @param validation rounds of batches that are never trained on
     * @param threads that make tokens beside the engine, at least 1
     * @param checkpoint file to resume from and to write
     * @param task describes the training; a checkpoint of another task is refused
     * @param progress receives every validation
     * @param heard receives every optimiser step
     */
    public Trainer(
            TrainingEngine engine,
            Rounds rounds,
            List<Batch> validation,
            TrainingPlan plan,
            int threads,
            Path checkpoint,
            String task,
            Consumer<ValidationPoint> progress,
            Steps heard) {
        this.engine = engine;
        this.rounds = rounds;
        this.validation = List.copyOf(validation);
        this.plan = plan;
        this.threads = threads;
        this.checkpoint = checkpoint;
        this.task = task;
        this.progress = progress;
        this.heard = heard;
    }

    /**
     * Trains to the end.
     *
     * @return its last state; {@link TrainingState#best} is the result
     * @throws IOException if the checkpoint cannot be read or written
     */
    public TrainingState run() throws IOException {
        TrainingState state;
        if (Files.exists(checkpoint)) {
            state = TrainingCheckpoint.read(checkpoint, task, engine.parameters().shapes());
            engine.restore(state.engine());
        } else {
            ValidationPoint start = new ValidationPoint(0, 0, Double.NaN, validate());
            state = new TrainingState(engine.state(), engine.parameters(), List.of(start));
            TrainingCheckpoint.write(checkpoint, task, state);
            progress.accept(start);
        }
        if (!goesOn(state)) {
            return state;
        }
        try (RoundsAhead ahead =
                new RoundsAhead(
                        rounds,
                        engine.tokenMaker().orElse(null),
                        state.newest().round(),
                        plan.rounds(),
                        threads)) {
            while (goesOn(state)) {
                state = next(state, ahead);
                TrainingCheckpoint.write(checkpoint, task, state);
                progress.accept(state.newest());
            }
        }
        return state;
    }

    private boolean goesOn(TrainingState state) {
        return state.newest().round() < plan.rounds() && state.withoutProgress() < plan.patience();
    }

    private TrainingState next(TrainingState state, RoundsAhead ahead) {
        long round = state.newest().round();
        long steps = state.newest().steps();
        long end = Math.min(plan.rounds(), round + plan.validateEvery());
        double loss = 0;
        long first = steps;
        for (; round < end; round++) {
            for (Batch batch : ahead.next()) {
                double one;
                try {
                    one = engine.step(batch, plan.rate().of(steps++));
                } finally {
                    batch.done();
                }
                loss += one;
                heard.done(steps, one);
            }
        }
        ValidationPoint point =
                new ValidationPoint(round, steps, loss / (steps - first), validate());
        List<ValidationPoint> points = new ArrayList<>(state.points());
        points.add(point);
        EngineState now = engine.state();
        Parameters<float[]> best =
                point.validation() < state.bestPoint().validation()
                        ? now.parameters()
                        : state.best();
        return new TrainingState(now, best, points);
    }

    private double validate() {
        double sum = 0;
        for (Batch batch : validation) {
            sum += engine.loss(batch);
        }
        return sum / validation.size();
    }
}
