package io.undercurrent.job;

/** A state would go on in another topic than the one that it was built from. */
public final class SourceTopicException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What a user does who has made the topic anew on purpose. */
    public static final String INSTEAD =
            "name the topic that it belongs to, begin anew with --fresh, or keep the keys' memories and read this topic as source.start says with --accept-gap (undercurrent run, submit)";

    SourceTopicException(String message) {
        super(message);
    }
}
