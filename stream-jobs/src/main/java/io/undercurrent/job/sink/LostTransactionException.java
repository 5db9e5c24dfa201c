package io.undercurrent.job.sink;

/**
 * Says that results which a checkpoint counted as written are not in the output, because the broker
 * aborted their transaction; its message names where to restart from.
 */
public final class LostTransactionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Results that are not in the output.
     *
     * @param message which, why, and where to restart from
     * @param cause what the broker said
     */
    public LostTransactionException(String message, Throwable cause) {
        super(message, cause);
    }
}
