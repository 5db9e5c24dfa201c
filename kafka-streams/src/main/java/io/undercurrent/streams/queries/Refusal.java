package io.undercurrent.streams.queries;

/** A query is rejected with an HTTP status and a reason. */
final class Refusal extends Exception {
    static final int BAD_REQUEST = 400;
    static final int NOT_FOUND = 404;
    static final int TOO_MANY = 429;
    static final int FAILED = 500;
    static final int UNAVAILABLE = 503;

    private static final long serialVersionUID = 1L;

    private final int status;

    Refusal(int status, String message) {
        super(message, null, false, false); // without a stack trace, which costs time
        this.status = status;
    }

    static Refusal badRequest(String message) {
        return new Refusal(BAD_REQUEST, message);
    }

    static Refusal unavailable(String message) {
        return new Refusal(UNAVAILABLE, message);
    }

    int status() {
        return status;
    }

    /** The response with the status and the reason. */
    Reply reply() {
        return Reply.of(
                status,
                json -> {
                    json.writeNumberField("status", status);
                    json.writeStringField("error", getMessage());
                });
    }
}
