package io.undercurrent.streams.queries;

/**
 * An answer.
 *
 * @param status the HTTP status
 * @param body one JSON object
 */
// Nothing compares answers.
@SuppressWarnings("ArrayRecordComponent")
record Reply(int status, byte[] body) {
    static final int OK = 200;

    /** An answer with these fields. */
    static Reply of(int status, Json.Fields fields) {
        return new Reply(status, Json.object(fields));
    }

    /** Whether the same question may well be answered a second later. */
    boolean comesAgain() {
        return status == Refusal.TOO_MANY || status == Refusal.UNAVAILABLE;
    }
}
