package io.undercurrent.job;

import io.undercurrent.stream.brokers.RestartAdvice;

/** Says that a job stops because it failed again and again without getting on. */
public final class NoProgressException extends Exception {
    private static final long serialVersionUID = 1L;

    static final String PROGRESS = "complete checkpoint";

    /** What an operator can say of it: causes are known to the job manager alone. */
    static final String CAUSE = "the causes are the job's exceptions before this one";

    NoProgressException(String message) {
        super(message);
    }

    /**
     * With the cause, for who knows it.
     *
     * @param attempts failures in a row
     * @param cause the last of them
     */
    public NoProgressException(int attempts, Throwable cause) {
        super(
                RestartAdvice.stopped(
                        attempts, PROGRESS, RestartAdvice.innermost(cause).toString()),
                cause);
    }
}
