package io.undercurrent.streams.run;

/** An application stops because it failed repeatedly without progress. */
public final class NoProgressException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoProgressException(String message, Throwable cause) {
        super(message, cause);
    }
}
