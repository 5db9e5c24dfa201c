package io.undercurrent.streams.queries;

/**
 * A response to a query.
 *
 * @param status the HTTP status
 * @param body one JSON object
 */
// Nothing compares responses.
@SuppressWarnings("ArrayRecordComponent")
record Reply(int status, byte[] body) {
    static final int OK = 200;

    /** A response with these JSON fields. */
    static Reply of(int status, Json.Fields fields) {
        return new Reply(status, Json.object(fields));
    }

    /** Whether the client should repeat the same request a second later. */
    boolean comesAgain() {
        return status == Refusal.TOO_MANY || status == Refusal.UNAVAILABLE;
    }
}
