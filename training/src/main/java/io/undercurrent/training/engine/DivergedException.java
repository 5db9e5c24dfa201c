package io.undercurrent.training.engine;

import java.util.Locale;

/** Thrown if training diverges: a loss or gradient is not finite. */
public final class DivergedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** The message says what was not finite, and what to change. */
    DivergedException(String message) {
        super(message);
    }

    /**
     * Checks a step before it changes the weights.
     *
     * @param norm of the gradient
     * @throws DivergedException if one of them is not finite
     */
    public static void check(double loss, double norm) {
        if (!Double.isFinite(loss) || !Double.isFinite(norm)) {
            throw new DivergedException(
                    String.format(
                            Locale.ROOT,
                            "the loss (%s) or its gradient (norm %s) is not finite: lower the learning rate",
                            loss,
                            norm));
        }
    }
}
