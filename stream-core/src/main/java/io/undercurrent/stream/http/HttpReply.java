package io.undercurrent.stream.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
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

    private static final Map<Integer, String> REASONS =
            Map.ofEntries(
                    Map.entry(OK, "OK"),
                    Map.entry(BAD_REQUEST, "Bad Request"),
                    Map.entry(FORBIDDEN, "Forbidden"),
                    Map.entry(NOT_FOUND, "Not Found"),
                    Map.entry(NOT_ALLOWED, "Method Not Allowed"),
                    Map.entry(TOO_SLOW, "Request Timeout"),
                    Map.entry(PATH_TOO_LONG, "URI Too Long"),
                    Map.entry(MISDIRECTED, "Misdirected Request"),
                    Map.entry(429, "Too Many Requests"),
                    Map.entry(HEAD_TOO_LARGE, "Request Header Fields Too Large"),
                    Map.entry(FAILED, "Internal Server Error"),
                    Map.entry(UNAVAILABLE, "Service Unavailable"),
                    Map.entry(NO_SUCH_VERSION, "HTTP Version Not Supported"));
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

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

    /** The status line and all headers. */
    byte[] head(boolean isLast) {
        StringBuilder head = new StringBuilder("HTTP/1.1 ");
        head.append(status).append(' ').append(REASONS.getOrDefault(status, "")).append("\r\n");
        line(head, "Date", DATE.format(Instant.now()));
        line(head, "Content-Type", type);
        line(head, "Content-Length", String.valueOf(body.length));
        line(head, "X-Content-Type-Options", "nosniff");
        line(head, "Cache-Control", "no-store");
        headers.forEach((name, value) -> line(head, name, value));
        if (isLast) {
            line(head, "Connection", "close");
        }
        return head.append("\r\n").toString().getBytes(US_ASCII);
    }

    private static void line(StringBuilder head, String name, String value) {
        head.append(name).append(": ").append(value).append("\r\n");
    }
}
