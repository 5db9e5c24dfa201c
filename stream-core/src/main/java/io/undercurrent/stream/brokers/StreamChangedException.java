package io.undercurrent.stream.brokers;

/**
 * A stream cannot continue, because what its state was built from has changed on the brokers: a
 * topic is gone or is another one, or another job has taken over. A restart cannot repair that; the
 * message says what the user can do.
 */
public final class StreamChangedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what has changed and what to do
     */
    public StreamChangedException(String message) {
        super(message);
    }
}
