package io.undercurrent.training.engine;

/** Thrown if training diverges: a loss or gradient is not finite. */
public final class DivergedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** The message says what was not finite, and what to change. */
    DivergedException(String message) {
        super(message);
    }
}
