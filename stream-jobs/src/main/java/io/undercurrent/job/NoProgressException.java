package io.undercurrent.job;

import io.undercurrent.stream.brokers.RestartAdvice;
import io.undercurrent.stream.scoring.RecordFailedException;

/** A job stops because it failed repeatedly without progress. */
public final class NoProgressException extends Exception {
    private static final long serialVersionUID = 1L;

    static final String PROGRESS = "complete checkpoint";

    /** The cause as an operator can describe it: only the job manager knows the causes. */
    static final String CAUSE = "the causes are the job's exceptions before this one";

    NoProgressException(String message) {
        super(message);
    }

    private NoProgressException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * A job that failed repeatedly at one record.
     *
     * @param place the record's topic, partition and offset
     * @param cause the last failure
     * @return the exception that ends the job
     */
    public static NoProgressException at(String place, Throwable cause) {
        return new NoProgressException(
                RecordFailedException.repeated(place, RestartAdvice.cause(cause)), cause);
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
