package io.undercurrent.training.engine;

/** Training went where no number is: a loss or gradient that is not finite. */
public final class DivergedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What was not finite, and what to change. */
    DivergedException(String message) {
        super(message);
    }
}
