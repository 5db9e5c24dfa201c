package io.undercurrent.alarms;

/**
 * The schema of a record's id cannot be looked up now. The record is not skipped, because it may
 * hold an episode.
 */
final class UnknownIdException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    UnknownIdException(String message, Throwable cause) {
        super(message, cause);
    }
}
