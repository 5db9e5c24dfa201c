package io.undercurrent.streams.scoring;

/** Memories would go on in another topic than the one whose records have built them. */
public final class SourceTopicException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What a user does who has made the topic anew on purpose. */
    public static final String INSTEAD =
            "name the topic that they belong to, begin anew with --fresh, or keep the keys' memories and read this topic as source.start says with --accept-gap";

    SourceTopicException(String message) {
        super(message);
    }
}
