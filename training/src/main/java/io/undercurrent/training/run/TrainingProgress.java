package io.undercurrent.training.run;

import io.undercurrent.training.train.ValidationPoint;

/** Receives the progress of a training; by default, every method does nothing. */
public interface TrainingProgress {
    /**
     * Called when the engine is ready and training begins.
     *
     * @param training its plan and sizes
     * @param engine description of the engine
     */
    default void started(NetworkTraining training, String engine) {}

    /** Called after each validation; the first comes before the first step. */
    default void validated(ValidationPoint point) {}

    /**
     * Called after an optimiser step.
     *
     * @param step steps so far, including those before an interruption
     * @param loss the step's training loss
     */
    default void step(long step, double loss) {}

    /** Called when training is over and the evaluation on the test part begins. */
    default void judging() {}

    /**
     * Called repeatedly during the evaluation.
     *
     * @param what the evaluated data in words
     * @param done events so far
     * @param total all events
     */
    default void judged(String what, long done, long total) {}

    /** Ignores all progress. */
    static TrainingProgress silent() {
        return new TrainingProgress() {};
    }
}
