package io.undercurrent.streams.queries;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Handles HTTP requests: parses them, runs the query and sends the response. */
final class HttpFront implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(HttpFront.class);

    private final Gate gate;
    private final String application;

    /** Null until the instance can answer queries. */
    private volatile Answering answering;

    /** The objects that answer queries. */
    private record Answering(Instance instance, Search search) {}

    HttpFront(Gate gate, String application) {
        this.gate = gate;
        this.application = application;
    }

    /** Starts answering; until then requests get 503. */
    void answer(Instance instance, Search search) {
        answering = new Answering(instance, search);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            send(exchange, reply(exchange));
        }
    }

    private Reply reply(HttpExchange exchange) {
        String path = exchange.getRequestURI().getRawPath();
        try {
            gate.check(exchange);
            String forwarded = exchange.getRequestHeaders().getFirst(Peers.FORWARDED);
            if (!Route.HEALTH.equals(path)) {
                gate.count(forwarded != null);
            }
            Route route = Route.of(path == null ? "" : path);
            return reply(route, exchange.getRequestURI().getRawQuery(), forwarded);
        } catch (Refusal e) {
            return e.reply();
        } catch (RuntimeException e) {
            return failed(path, e);
        }
    }

    private Reply reply(Route route, String query, String forwarded) throws Refusal {
        Answering now = answering;
        if (route.what() == Route.What.HEALTH) {
            return (now == null ? Health.starting(application) : now.instance.health()).reply();
        }
        if (now == null) {
            throw Refusal.unavailable("the application is starting: ask again");
        }
        return switch (route.what()) {
            case KEYS -> now.search.list(ListQuery.parse(query));
            case LOCAL_KEYS -> now.search.localList(ListQuery.parse(query));
            default -> key(now.search, route, query, forwarded);
        };
    }

    private static Reply key(Search search, Route route, String query, String forwarded)
            throws Refusal {
        if (query != null) {
            throw Refusal.badRequest("query: that of a single key has no parameters");
        }
        return forwarded == null
                ? search.key(route)
                : search.local(route, forwarded.equals(Peers.STALE));
    }

    private static Reply failed(String path, RuntimeException e) {
        LOG.warn("the query {} failed", Texts.shown(String.valueOf(path)), e);
        return new Refusal(Refusal.FAILED, "the query failed; the log says why").reply();
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", "application/json; charset=utf-8");
        headers.set("Cache-Control", "no-store");
        headers.set("X-Content-Type-Options", "nosniff");
        if (reply.comesAgain()) {
            headers.set("Retry-After", "1");
        }
        if (reply.status() == Refusal.METHOD_NOT_ALLOWED) {
            headers.set("Allow", "GET, HEAD");
        }
        if (exchange.getRequestMethod().equals("HEAD")) {
            headers.set("Content-Length", String.valueOf(reply.body().length));
            exchange.sendResponseHeaders(reply.status(), -1);
            return;
        }
        exchange.sendResponseHeaders(reply.status(), reply.body().length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(reply.body());
        }
    }
}
