package io.undercurrent.streams.scoring;

/** The key states were built from another topic than the one that would be read now. */
public final class SourceTopicException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Advice for a user who has recreated the topic on purpose. */
    public static final String ADVICE =
            "name the topic that they belong to, discard the state with --fresh, or keep the key states and read this topic as source.start says with --accept-gap";

    SourceTopicException(String message) {
        super(message);
    }
}
