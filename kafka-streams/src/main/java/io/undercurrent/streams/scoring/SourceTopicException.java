package io.undercurrent.streams.scoring;

/** The key states were built from another topic than the one that would be read now. */
public final class SourceTopicException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SourceTopicException(String message) {
        super(message);
    }
}
