package io.undercurrent.training.engine;

/**
 * Options of the optimiser.
 *
 * @param beta1 decay rate of the gradients' mean
 * @param beta2 decay rate of the mean of their squares
 * @param epsilon added to the root
 * @param weightDecay decoupled; not on dt_bias, A_log, D, norms and biases
 * @param clip largest norm of the whole gradient; longer gradients are scaled down to it
 */
public record AdamWOptions(
        double beta1, double beta2, double epsilon, double weightDecay, double clip) {

    /** The usual values. */
    public static AdamWOptions defaults() {
        return new AdamWOptions(0.9, 0.95, 1e-8, 0.01, 1);
    }
}
