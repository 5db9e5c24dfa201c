package io.undercurrent.stream.http;

import io.undercurrent.schemas.ForeignText;
import java.net.InetAddress;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Decides whether a request is answered at all: its method, its size, the name by which the server
 * is addressed, and the page that sends it.
 *
 * <p>The name prevents DNS rebinding: a web page reaches a server in a browser's own network if the
 * page's owner points a host name of his at it. The Host header then contains that name. He owns
 * neither an address nor a name without a dot, so those are taken where other machines may ask;
 * where only this machine may, its loopback names are.
 *
 * <p>A browser names the page that sends a request in the Origin header, if the page may read the
 * answer or the request could change something. Nobody but a page of the server itself may.
 */
final class HttpGuard {
    static final int MAX_PATH_CHARS = 8_192;

    private static final int SHOWN = 80;
    private static final Pattern AUTHORITY =
            Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+?)\\.?(:\\d{1,5})?");
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");
    private static final Pattern LITERAL_OR_WITHOUT_DOT =
            Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[.*]|[^.]+");

    private final boolean isLoopback;
    private final Set<String> names;
    private final String option;

    /**
     * Creates a guard.
     *
     * @param bound the address at which the server listens
     * @param names further names by which clients may address it
     * @param option what the user can set so that a name is allowed, for messages
     */
    HttpGuard(InetAddress bound, Collection<String> names, String option) {
        isLoopback = bound.isLoopbackAddress();
        this.names =
                names.stream()
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toUnmodifiableSet());
        this.option = option;
    }

    void check(HttpRequest request) throws HttpRefusal {
        if (!request.method().equals("GET") && !request.isHead()) {
            throw new HttpRefusal(
                    HttpReply.NOT_ALLOWED,
                    "method = " + request.method() + ": allowed are GET and HEAD");
        }
        length("path", request.path(), MAX_PATH_CHARS);
        length("query", request.query(), HttpListener.MAX_QUERY_CHARS);
        if (request.headers().containsKey("transfer-encoding") || hasLength(request)) {
            throw new HttpRefusal(HttpReply.BAD_REQUEST, "the request has a body; none is allowed");
        }
        String host = request.header("Host");
        if (host != null) {
            host(host);
        }
        String origin = request.header("Origin");
        if (origin != null && !isOwn(origin, host)) {
            throw new HttpRefusal(
                    HttpReply.FORBIDDEN,
                    String.format(
                            Locale.ROOT,
                            "Origin = %s: pages of other servers are not answered",
                            ForeignText.cut(origin, SHOWN)));
        }
    }

    private static boolean hasLength(HttpRequest request) {
        return request.headers().containsKey("content-length")
                && request.headers().get("content-length").stream()
                        .anyMatch(length -> !length.equals("0"));
    }

    private static void length(String what, String text, int most) throws HttpRefusal {
        if (text != null && text.length() > most) {
            throw new HttpRefusal(
                    HttpReply.PATH_TOO_LONG,
                    String.format(
                            Locale.ROOT,
                            "%s: %d characters; allowed are %d",
                            what,
                            text.length(),
                            most));
        }
    }

    private void host(String header) throws HttpRefusal {
        var authority = AUTHORITY.matcher(header);
        if (!authority.matches()) {
            throw new HttpRefusal(
                    HttpReply.BAD_REQUEST,
                    String.format(
                            Locale.ROOT,
                            "Host = %s: allowed is HOST or HOST:PORT",
                            ForeignText.cut(header, SHOWN)));
        }
        String name = authority.group(1).toLowerCase(Locale.ROOT);
        Pattern allowed = isLoopback ? LOOPBACK : LITERAL_OR_WITHOUT_DOT;
        if (!names.contains(name) && !allowed.matcher(name).matches()) {
            throw new HttpRefusal(
                    HttpReply.MISDIRECTED,
                    String.format(
                            Locale.ROOT,
                            "Host = %s: this server answers to %s%s; %s allows more",
                            ForeignText.cut(header, SHOWN),
                            isLoopback
                                    ? "localhost, 127.0.0.1, [::1]"
                                    : "IP addresses, names without a dot",
                            names.stream()
                                    .sorted()
                                    .map(n -> ", " + n)
                                    .collect(Collectors.joining()),
                            option));
        }
    }

    private static boolean isOwn(String origin, String host) {
        return host != null
                && (origin.equalsIgnoreCase("http://" + host)
                        || origin.equalsIgnoreCase("https://" + host));
    }
}
