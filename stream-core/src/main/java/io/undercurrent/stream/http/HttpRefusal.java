package io.undercurrent.stream.http;

/** A request is refused with an HTTP status and a reason; its connection is closed after that. */
final class HttpRefusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    HttpRefusal(int status, String why) {
        super(why, null, false, false); // without a stack trace, which costs time
        this.status = status;
    }

    int status() {
        return status;
    }
}
