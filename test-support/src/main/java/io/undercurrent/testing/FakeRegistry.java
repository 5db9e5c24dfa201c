package io.undercurrent.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.apache.avro.Schema;

/** A schema registry in memory, which answers what our client asks and can fail as real ones do. */
public final class FakeRegistry implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** How it behaves. */
    public enum Mood {
        /** It answers normally. */
        WELL,
        /** It answers 503. */
        DOWN,
        /** It accepts a request and does not answer until the registry is closed. */
        SILENT,
        /** It answers 200 with a web page. */
        WEB_PAGE,
        /** It answers 200, and sends until the client hangs up. */
        ENDLESS
    }

    /** All requests so far, method and path. */
    public final List<String> requests = new CopyOnWriteArrayList<>();

    /** Subjects that refuse further versions. */
    public final Set<String> refused = ConcurrentHashMap.newKeySet();

    /** How it behaves from now on. */
    public volatile Mood mood = Mood.WELL;

    /** How long it takes for an answer. */
    public volatile Duration delay = Duration.ZERO;

    /** The Authorization header that it requires; null if it requires none. */
    public volatile String authorization;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final String scheme;
    private final List<ObjectNode> schemas = new ArrayList<>();
    private final Map<String, List<Integer>> subjects = new LinkedHashMap<>();

    /** A registry on a free port of this machine. */
    public FakeRegistry() throws IOException {
        this(null);
    }

    /**
     * A registry behind TLS.
     *
     * @param tls its certificate; null for plain HTTP
     */
    public FakeRegistry(SSLContext tls) throws IOException {
        InetSocketAddress free = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        if (tls == null) {
            server = HttpServer.create(free, 0);
        } else {
            HttpsServer https = HttpsServer.create(free, 0);
            https.setHttpsConfigurator(new HttpsConfigurator(tls));
            server = https;
        }
        scheme = tls == null ? "http" : "https";
        server.setExecutor(threads);
        server.createContext("/api/", this::answer);
        server.start();
    }

    /** The base URL of its API. */
    public String url() {
        return scheme + "://localhost:" + server.getAddress().getPort() + "/api";
    }

    /**
     * Adds a schema as the subject's next version, without comparing it with earlier ones; returns
     * its id.
     */
    public synchronized int add(String subject, Schema schema) {
        return add(subject, JSON.createObjectNode().put("schema", schema.toString()));
    }

    /** As {@link #add(String, Schema)}, with the schema in the form that the registry stores. */
    public synchronized int add(String subject, ObjectNode schema) {
        int id = schemas.indexOf(schema) + 1;
        if (id == 0) {
            schemas.add(schema);
            id = schemas.size();
        }
        List<Integer> versions = subjects.computeIfAbsent(subject, s -> new ArrayList<>());
        if (!versions.contains(id)) {
            versions.add(id);
        }
        return id;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath().substring("/api".length());
            requests.add(exchange.getRequestMethod() + " " + path);
            String given = exchange.getRequestHeaders().getFirst("Authorization");
            JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
            if (closed.await(delay.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
            switch (mood) {
                case DOWN -> reply(exchange, 503, "overloaded");
                case WEB_PAGE -> reply(exchange, 200, "<html>Welcome</html>");
                case SILENT -> closed.await();
                case ENDLESS -> endless(exchange);
                default -> {
                    if (authorization != null && !authorization.equals(given)) {
                        reply(exchange, 401, error(40101, "Unauthorized"));
                    } else {
                        answer(exchange, path.split("/"), body);
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void answer(HttpExchange exchange, String[] path, JsonNode body)
            throws IOException {
        if (path[1].equals("schemas")) {
            int id = Integer.parseInt(path[3]);
            boolean known = id >= 1 && id <= schemas.size();
            reply(
                    exchange,
                    known ? 200 : 404,
                    known ? schemas.get(id - 1).toString() : error(40403, "Schema not found"));
            return;
        }
        if (exchange.getRequestMethod().equals("POST") && path.length == 3) {
            int id = schemas.indexOf((ObjectNode) body) + 1;
            boolean known = subjects.getOrDefault(path[2], List.of()).contains(id);
            reply(
                    exchange,
                    known ? 200 : 404,
                    known
                            ? ((ObjectNode) body).put("id", id).toString()
                            : error(40403, "Schema not found"));
            return;
        }
        if (exchange.getRequestMethod().equals("POST") && refused.contains(path[2])) {
            reply(exchange, 409, error(409, "Schema being registered is incompatible"));
            return;
        }
        if (exchange.getRequestMethod().equals("POST")) {
            int id = add(path[2], (ObjectNode) body);
            reply(exchange, 200, JSON.createObjectNode().put("id", id).toString());
            return;
        }
        List<Integer> versions = subjects.get(path[2]);
        if (versions == null) {
            reply(exchange, 404, error(40401, "Subject '" + path[2] + "' not found."));
            return;
        }
        if (path.length == 4) {
            ArrayList<Integer> numbers = new ArrayList<>();
            for (int i = 1; i <= versions.size(); i++) {
                numbers.add(i);
            }
            reply(exchange, 200, numbers.toString());
            return;
        }
        int version = path[4].equals("latest") ? versions.size() : Integer.parseInt(path[4]);
        int id = versions.get(version - 1);
        ObjectNode answer = schemas.get(id - 1).deepCopy();
        answer.put("subject", path[2]).put("version", version).put("id", id);
        reply(exchange, 200, answer.toString());
    }

    private static void endless(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        byte[] blanks = " ".repeat(1 << 16).getBytes(UTF_8);
        for (int i = 0; i < 1 << 16; i++) { // 4 GiB
            exchange.getResponseBody().write(blanks);
        }
    }

    private static String error(int code, String message) {
        return JSON.createObjectNode().put("error_code", code).put("message", message).toString();
    }

    private static void reply(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
