package io.undercurrent.streams.run;

/** Says that an application stops because it failed again and again without getting on. */
public final class NoProgressException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoProgressException(String message, Throwable cause) {
        super(message, cause);
    }
}
