package io.undercurrent.job;

/** A state would be restored beside a source that begins elsewhere than where the state ends. */
public final class StartOffsetsException extends Exception {
    private static final long serialVersionUID = 1L;

    StartOffsetsException(String message) {
        super(message);
    }
}
