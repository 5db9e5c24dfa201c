package io.undercurrent.job.sink;

/**
 * Results that a checkpoint counted as written are not in the output, because the broker aborted
 * their transaction. The message names the checkpoint to restart from.
 */
public final class LostTransactionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message which results, why, and where to restart from
     * @param cause the broker's error
     */
    public LostTransactionException(String message, Throwable cause) {
        super(message, cause);
    }
}
