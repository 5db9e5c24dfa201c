package io.undercurrent.alarms;

/** Nobody says what a record's schema id stands for, and an alarm may be in it. */
final class UnknownIdException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    UnknownIdException(String message, Throwable cause) {
        super(message, cause);
    }
}
