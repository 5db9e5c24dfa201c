package io.undercurrent.schemas.registry;

import java.io.IOException;

/** Thrown if a registry refuses a request, gives an unusable answer, or does not answer. */
public final class RegistryException extends IOException {
    private static final long serialVersionUID = 1L;

    /** The kind of failure, which says whether a retry may help. */
    public enum Kind {
        /** The registry did not answer, or cannot answer now; a retry may succeed. */
        UNAVAILABLE,
        /** The registry has no such subject, version or schema. */
        NOT_FOUND,
        /** The registry does not allow the request, or did not accept the credentials. */
        DENIED,
        /**
         * The registry refuses the request's content, or returns something that is not an Avro
         * schema.
         */
        REFUSED
    }

    private final Kind kind;

    /**
     * A failed request.
     *
     * @param kind the kind of failure
     * @param message the request, its result, and what to change; without secrets
     * @param cause the cause, or null
     */
    public RegistryException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /**
     * The kind of failure, which says whether a retry may help.
     *
     * @return never null
     */
    public Kind kind() {
        return kind;
    }
}
