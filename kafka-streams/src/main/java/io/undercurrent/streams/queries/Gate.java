package io.undercurrent.streams.queries;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/**
 * Checks requests before any work is done for them.
 *
 * <p>Requests that another instance forwards have a separate bucket, ten times as large. In a
 * common bucket, one instance's clients would be rejected because of requests to other instances.
 * Forwarded requests are limited too, because any client can set that header.
 */
final class Gate {
    static final int MAX_PATH_CHARS = 8_192;
    static final int MAX_QUERY_CHARS = 4_096;

    private static final int FORWARDED_TIMES = 10;
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");

    private final TokenBucket own;
    private final TokenBucket forwarded;
    private final int perSecond;
    private final Set<String> hosts;

    /**
     * Creates a gate.
     *
     * @param perSecond allowed requests per second
     * @param hosts host names that the Host header may contain in addition to the loopback names;
     *     null for any name
     * @param nanos a monotonic clock, nanoseconds
     */
    Gate(int perSecond, Set<String> hosts, LongSupplier nanos) {
        this.perSecond = perSecond;
        this.hosts = hosts;
        own = new TokenBucket(perSecond, nanos);
        forwarded = new TokenBucket((long) FORWARDED_TIMES * perSecond, nanos);
    }

    /** Rejects a request whose method, length, body or Host header is not allowed. */
    void check(HttpExchange exchange) throws Refusal {
        String method = exchange.getRequestMethod();
        if (!method.equals("GET") && !method.equals("HEAD")) {
            throw new Refusal(
                    Refusal.METHOD_NOT_ALLOWED,
                    String.format(
                            Locale.ROOT,
                            "method = %s: allowed are GET and HEAD",
                            Texts.shown(method)));
        }
        URI uri = exchange.getRequestURI();
        length("path", uri.getRawPath(), MAX_PATH_CHARS);
        length("query", uri.getRawQuery(), MAX_QUERY_CHARS);
        Headers headers = exchange.getRequestHeaders();
        String length = headers.getFirst("Content-Length");
        if (headers.containsKey("Transfer-Encoding") || (length != null && !length.equals("0"))) {
            throw Refusal.badRequest("the request has a body; none is allowed");
        }
        host(headers.getFirst("Host"));
    }

    /** Rejects a request above the allowed rate. */
    void count(boolean isForwarded) throws Refusal {
        if (!(isForwarded ? forwarded : own).take()) {
            throw new Refusal(
                    Refusal.TOO_MANY,
                    String.format(
                            Locale.ROOT,
                            "more than %d queries a second (streams.http-rate): ask again later",
                            perSecond));
        }
    }

    private static void length(String what, String text, int most) throws Refusal {
        if (text != null && text.length() > most) {
            throw new Refusal(
                    Refusal.URI_TOO_LONG,
                    String.format(
                            Locale.ROOT,
                            "%s: %d characters; allowed are %d",
                            what,
                            text.length(),
                            most));
        }
    }

    /**
     * Prevents DNS rebinding: a web page in a browser on this machine can reach a server on the
     * loopback interface if the page's owner points its host name here. The Host header then
     * contains that name.
     */
    private void host(String header) throws Refusal {
        if (hosts == null || header == null) {
            return;
        }
        int colon = header.lastIndexOf(':');
        String name = colon > header.lastIndexOf(']') ? header.substring(0, colon) : header;
        name = name.toLowerCase(Locale.ROOT);
        if (!hosts.contains(name) && !LOOPBACK.matcher(name).matches()) {
            throw new Refusal(
                    Refusal.MISDIRECTED,
                    String.format(
                            Locale.ROOT,
                            "Host = %s: this server listens on the loopback interface and answers to localhost, 127.0.0.1 and what streams.http and streams.http-advertised name",
                            Texts.shown(header)));
        }
    }
}
