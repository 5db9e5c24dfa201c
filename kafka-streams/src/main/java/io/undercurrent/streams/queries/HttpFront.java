package io.undercurrent.streams.queries;

import io.undercurrent.stream.http.HttpReply;
import io.undercurrent.stream.http.HttpRequest;
import io.undercurrent.stream.http.HttpService;
import io.undercurrent.stream.metrics.RunHealth;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers HTTP requests: parses their paths, runs the query and makes the response. */
final class HttpFront implements HttpService {
    private static final Logger LOG = LoggerFactory.getLogger(HttpFront.class);

    private final Gate gate;
    private final RunHealth starting;

    /** Null until the instance can answer queries. */
    private volatile Search search;

    private volatile Supplier<RunHealth> health;

    HttpFront(Gate gate, String application) {
        this.gate = gate;
        starting = RunHealth.starting(application);
        health = () -> starting;
    }

    /** Starts answering; until then requests get 503. */
    void answer(Search search, Supplier<RunHealth> health) {
        this.health = health;
        this.search = search;
    }

    @Override
    public HttpReply health(HttpRequest request) {
        return health.get().reply();
    }

    @Override
    public HttpReply answer(HttpRequest request) {
        String forwarded = request.header(Peers.FORWARDED);
        try {
            gate.count(forwarded != null);
            return http(reply(Route.of(request.path()), request.query(), forwarded));
        } catch (Refusal e) {
            return http(e.reply());
        } catch (RuntimeException e) {
            LOG.warn("the query {} failed", Texts.shown(request.path()), e);
            return refused(Refusal.FAILED, "the query failed; the log says why");
        }
    }

    private Reply reply(Route route, String query, String forwarded) throws Refusal {
        Search now = search;
        if (now == null) {
            throw Refusal.unavailable("the application is starting: ask again");
        }
        return switch (route.what()) {
            case KEYS -> now.list(ListQuery.parse(query));
            case LOCAL_KEYS -> now.localList(ListQuery.parse(query));
            case KEY -> key(now, route, query, forwarded);
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

    @Override
    public HttpReply refused(int status, String why) {
        return http(new Refusal(status, why).reply());
    }

    private static HttpReply http(Reply reply) {
        return new HttpReply(
                reply.status(),
                "application/json; charset=utf-8",
                reply.comesAgain() ? Map.of("Retry-After", "1") : Map.of(),
                reply.body());
    }
}
