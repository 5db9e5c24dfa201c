package io.undercurrent.spec.decode.event;

import io.undercurrent.schemas.DeadLetterReason;

/**
 * Says why a record is no event: the reason for the dead letter, and a sentence for its reader.
 *
 * <p>It has no stack trace, because a broken producer may cause one exception for each record.
 */
public final class BadRecordException extends Exception {
    private static final long serialVersionUID = 1L;

    private final DeadLetterReason reason;

    /**
     * Creates the exception from a reason and its details.
     *
     * @param reason the kind of fault
     * @param detail what was found where, and what is allowed; untrusted text in it must already be
     *     cut
     */
    public BadRecordException(DeadLetterReason reason, String detail) {
        super(detail, null, false, false);
        this.reason = reason;
    }

    /**
     * The kind of fault, as the dead letter names it.
     *
     * @return never null
     */
    public DeadLetterReason reason() {
        return reason;
    }

    /**
     * What was found where, and what is allowed.
     *
     * @return one sentence
     */
    public String detail() {
        return getMessage();
    }
}
