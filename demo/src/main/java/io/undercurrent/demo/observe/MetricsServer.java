package io.undercurrent.demo.observe;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Answers {@code /metrics} and {@code /health} on one address, and nothing else. */
final class MetricsServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads;

    private MetricsServer(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /**
     * Listens.
     *
     * @param address where; port 0 is a free one
     * @param metrics the text to serve
     * @param illness what is wrong, or nothing
     * @throws IOException where the address cannot be had
     */
    static MetricsServer start(
            InetSocketAddress address, Supplier<String> metrics, Supplier<Optional<String>> illness)
            throws IOException {
        HttpServer server = HttpServer.create(address, 0);
        ExecutorService threads =
                Executors.newFixedThreadPool(
                        2,
                        work -> {
                            Thread thread = new Thread(work, "observe-http");
                            thread.setDaemon(true);
                            return thread;
                        });
        server.setExecutor(threads);
        server.createContext(
                "/", exchange -> answer(exchange, 404, "allowed are /metrics and /health\n"));
        server.createContext(
                "/metrics",
                exchange -> {
                    boolean get = exchange.getRequestMethod().equals("GET");
                    answer(exchange, get ? 200 : 405, get ? metrics.get() : "allowed is GET\n");
                });
        server.createContext(
                "/health",
                exchange -> {
                    Optional<String> ill = illness.get();
                    answer(exchange, ill.isEmpty() ? 200 : 503, ill.orElse("ok") + "\n");
                });
        server.start();
        return new MetricsServer(server, threads);
    }

    /** Where it listens. */
    InetSocketAddress address() {
        return server.getAddress();
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        try (exchange) {
            byte[] bytes = text.getBytes(UTF_8);
            exchange.getResponseHeaders()
                    .set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
