package io.undercurrent.training.train;

import io.undercurrent.training.engine.LearningRate;
import java.util.Locale;

/**
 * How long to train and how often to validate.
 *
 * @param rounds maximum number of rounds
 * @param rate learning rate by optimiser step
 * @param validateEvery rounds between two validations; each validation also writes a checkpoint
 * @param patience validations without a better loss before training stops
 */
public record TrainingPlan(long rounds, LearningRate rate, int validateEvery, int patience) {
    /** Checks every value. */
    public TrainingPlan {
        check(rounds >= 1, "rounds", rounds);
        check(validateEvery >= 1, "validateEvery", validateEvery);
        check(patience >= 1, "patience", patience);
    }

    private static void check(boolean ok, String name, long value) {
        if (!ok) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "%s = %d: allowed are 1 and more", name, value));
        }
    }
}
