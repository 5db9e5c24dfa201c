package io.undercurrent.job;

/** The state was built from another topic than the one that would be read now. */
public final class SourceTopicException extends Exception {
    private static final long serialVersionUID = 1L;

    SourceTopicException(String message) {
        super(message);
    }
}
