package io.undercurrent.job;

/** The source would not start at the offsets at which the restored state ends. */
public final class StartOffsetsException extends Exception {
    private static final long serialVersionUID = 1L;

    StartOffsetsException(String message) {
        super(message);
    }
}
