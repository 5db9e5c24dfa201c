package io.undercurrent.job;

/** The state was built from another topic than the one that would be read now. */
public final class SourceTopicException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Advice for a user who has recreated the topic on purpose. */
    public static final String ADVICE =
            "name the topic that it belongs to, discard the state with --fresh, or keep the key states and read this topic as source.start says with --accept-gap (undercurrent run, submit)";

    SourceTopicException(String message) {
        super(message);
    }
}
