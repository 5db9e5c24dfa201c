package io.undercurrent.stream.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The answer to a request.
 *
 * @param status the HTTP status
 * @param type the content type
 * @param headers further headers
 * @param body all of it, so that the one who made it does not wait for a client that reads slowly
 */
// Nothing compares answers.
@SuppressWarnings("ArrayRecordComponent")
public record HttpReply(int status, String type, Map<String, String> headers, byte[] body) {
    /** All is well. */
    public static final int OK = 200;

    /** There is no such path. */
    public static final int NOT_FOUND = 404;

    /** The program failed. */
    public static final int FAILED = 500;

    /** The program cannot answer now. */
    public static final int UNAVAILABLE = 503;

    static final int BAD_REQUEST = 400;
    static final int FORBIDDEN = 403;
    static final int NOT_ALLOWED = 405;
    static final int TOO_SLOW = 408;
    static final int PATH_TOO_LONG = 414;
    static final int MISDIRECTED = 421;
    static final int HEAD_TOO_LARGE = 431;
    static final int NO_SUCH_VERSION = 505;

    /**
     * An answer for people.
     *
     * @param status the HTTP status
     * @param line one line of plain text
     * @return the answer
     */
    public static HttpReply text(int status, String line) {
        return new HttpReply(
                status, "text/plain; charset=utf-8", Map.of(), (line + "\n").getBytes(UTF_8));
    }

    HttpReply with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new HttpReply(status, type, more, body);
    }
}
