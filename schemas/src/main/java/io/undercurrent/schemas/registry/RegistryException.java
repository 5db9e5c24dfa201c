package io.undercurrent.schemas.registry;

import java.io.IOException;

/** What a registry answered instead of what it was asked for, or that it did not answer. */
public final class RegistryException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Whether asking again may help. */
    public enum Kind {
        /** No answer, or one that says "not now"; the next one may be another. */
        UNAVAILABLE,
        /** It has no such subject, version or schema. */
        NOT_FOUND,
        /** It knows who asks and does not allow it, or does not know. */
        DENIED,
        /** It refuses what it was given, or has what is not Avro. */
        REFUSED
    }

    private final Kind kind;

    /**
     * An answer that is none.
     *
     * @param kind whether asking again may help
     * @param message the request, what came of it, what to change; without secrets
     * @param cause what it comes from, or null
     */
    public RegistryException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /**
     * Whether asking again may help.
     *
     * @return never null
     */
    public Kind kind() {
        return kind;
    }
}
