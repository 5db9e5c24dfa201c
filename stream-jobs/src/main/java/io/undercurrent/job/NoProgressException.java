package io.undercurrent.job;

import io.undercurrent.stream.brokers.RestartAdvice;

/** A job stops because it failed repeatedly without progress. */
public final class NoProgressException extends Exception {
    private static final long serialVersionUID = 1L;

    static final String PROGRESS = "complete checkpoint";

    /** The cause as an operator can describe it: only the job manager knows the causes. */
    static final String CAUSE = "the causes are the job's exceptions before this one";

    NoProgressException(String message) {
        super(message);
    }

    /**
     * Creates the exception with the cause.
     *
     * @param attempts number of failures in a row
     * @param cause the last of them
     */
    public NoProgressException(int attempts, Throwable cause) {
        super(RestartAdvice.stopped(attempts, PROGRESS, RestartAdvice.cause(cause)), cause);
    }
}
