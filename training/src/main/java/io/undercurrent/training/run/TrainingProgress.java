package io.undercurrent.training.run;

import io.undercurrent.training.train.ValidationPoint;

/** Hears how far a training has come; every method does nothing unless it is overridden. */
public interface TrainingProgress {
    /**
     * The engine is ready and training begins.
     *
     * @param training its plan and sizes
     * @param engine what computes the gradients, in words
     */
    default void started(NetworkTraining training, String engine) {}

    /** The network was validated; the first time before the first step. */
    default void validated(ValidationPoint point) {}

    /**
     * An optimiser step is done.
     *
     * @param step steps so far, those before an interruption included
     * @param loss the step's training loss
     */
    default void step(long step, double loss) {}

    /** Training is over, and the weights are judged on the test part. */
    default void judging() {}

    /**
     * Judging goes on.
     *
     * @param what the series and method in words
     * @param done events so far
     * @param total events in all
     */
    default void judged(String what, long done, long total) {}

    /** Hears nothing. */
    static TrainingProgress silent() {
        return new TrainingProgress() {};
    }
}
