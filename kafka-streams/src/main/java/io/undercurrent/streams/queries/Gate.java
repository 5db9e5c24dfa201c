package io.undercurrent.streams.queries;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/**
 * What a request must be like before anything is done for it.
 *
 * <p>Requests that another instance forwards have a bucket of their own, ten times as large: were
 * they counted with the others, each instance's own callers would be refused for what others ask;
 * and anyone can write that header, so they are counted.
 */
final class Gate {
    static final int MOST_PATH_CHARS = 8_192;
    static final int MOST_QUERY_CHARS = 4_096;

    private static final int FORWARDED_TIMES = 10;
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");

    private final TokenBucket own;
    private final TokenBucket forwarded;
    private final int perSecond;
    private final Set<String> hosts;

    /**
     * A gate.
     *
     * @param perSecond requests a second
     * @param hosts what the Host header may name besides this machine's loopback names; null for
     *     anything
     * @param nanos a clock that only goes on
     */
    Gate(int perSecond, Set<String> hosts, LongSupplier nanos) {
        this.perSecond = perSecond;
        this.hosts = hosts;
        own = new TokenBucket(perSecond, nanos);
        forwarded = new TokenBucket((long) FORWARDED_TIMES * perSecond, nanos);
    }

    /** Refuses what no answer depends on. */
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
        length("path", uri.getRawPath(), MOST_PATH_CHARS);
        length("query", uri.getRawQuery(), MOST_QUERY_CHARS);
        Headers headers = exchange.getRequestHeaders();
        String length = headers.getFirst("Content-Length");
        if (headers.containsKey("Transfer-Encoding") || (length != null && !length.equals("0"))) {
            throw Refusal.badRequest("the request has a body; none is allowed");
        }
        host(headers.getFirst("Host"));
    }

    /** Refuses what is too much. */
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
     * A server that only this machine reaches is also reached by pages in its browser, whose own
     * name their owner points here; the Host header gives that away.
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
