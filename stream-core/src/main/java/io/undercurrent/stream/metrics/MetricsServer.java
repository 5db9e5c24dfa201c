package io.undercurrent.stream.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.undercurrent.spec.option.SpecException;
import io.undercurrent.spec.value.Address;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves metrics to Prometheus at one address: {@code metrics.prometheus} of a job, {@code --http}
 * of {@code observe}. It uses the JDK's own HTTP server, so that no dependency is exposed to the
 * network. It does not authenticate clients.
 */
public final class MetricsServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MetricsServer.class);
    private static final String OPTION = "metrics.prometheus";
    private static final String PATH = "/metrics";
    private static final String HEALTH = "/health";
    private static final int WAITING = 16;

    /** A scraper that reads slowly occupies one thread. */
    private static final int THREADS = 4;

    private final HttpServer server;
    private final ThreadPoolExecutor threads;
    private final String host;
    private final Supplier<Optional<String>> illness;
    private volatile Supplier<PrometheusText> text = PrometheusText::new;

    private MetricsServer(HttpServer server, String host, Supplier<Optional<String>> illness) {
        this.server = server;
        this.host = host;
        this.illness = illness;
        if (server == null) {
            threads = null;
            return;
        }
        threads =
                new ThreadPoolExecutor(
                        THREADS,
                        THREADS,
                        1,
                        TimeUnit.MINUTES,
                        new ArrayBlockingQueue<>(WAITING),
                        task -> {
                            Thread thread = new Thread(task, "undercurrent-metrics");
                            thread.setDaemon(true);
                            return thread;
                        });
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /**
     * Starts to listen for a job; its metrics are empty until {@link #show}.
     *
     * @param address the only address to listen at; port 0 chooses a free port
     * @return the server; it does nothing if the address is {@link Address#NONE}
     * @throws SpecException if it cannot listen at the address
     */
    public static MetricsServer listen(Address address) {
        return address.equals(Address.NONE)
                ? new MetricsServer(null, address.host(), null)
                : listen(OPTION, address, null);
    }

    /**
     * Starts to listen; the metrics are empty until {@link #show}.
     *
     * @param option the option that gives the address, for messages
     * @param address the only address to listen at; port 0 chooses a free port
     * @param illness says what is wrong, or is empty; {@code /health} then answers 503 or 200. If
     *     it is null, there is no such path.
     * @return the server
     * @throws SpecException if it cannot listen at the address
     */
    public static MetricsServer listen(
            String option, Address address, Supplier<Optional<String>> illness) {
        InetSocketAddress bound = new InetSocketAddress(address.host(), address.port());
        if (bound.isUnresolved()) {
            throw refused(option, address, "there is no such host; name this machine's", null);
        }
        try {
            return new MetricsServer(HttpServer.create(bound, WAITING), address.host(), illness);
        } catch (IOException e) {
            String why =
                    String.format(
                            Locale.ROOT,
                            "the server cannot listen there (%s); name another port, 0 for a free one%s",
                            e.getMessage(),
                            option.equals(OPTION)
                                    ? ", or leave the option out for no metrics over HTTP"
                                    : "");
            throw refused(option, address, why, e);
        }
    }

    private static SpecException refused(
            String option, Address address, String why, IOException e) {
        SpecException refused =
                new SpecException(
                        List.of(String.format(Locale.ROOT, "%s = %s: %s", option, address, why)));
        if (e != null) {
            refused.initCause(e);
        }
        return refused;
    }

    /**
     * Sets the answer to scrapes from now on.
     *
     * @param shown creates the answer to each scrape, on one of the server's threads
     */
    public void show(Supplier<PrometheusText> shown) {
        text = shown;
    }

    /**
     * Returns the URL of the metrics.
     *
     * @return a URL; empty if nothing listens
     */
    public Optional<String> url() {
        return server == null
                ? Optional.empty()
                : Optional.of(
                        String.format(
                                Locale.ROOT,
                                "http://%s:%d%s",
                                host,
                                server.getAddress().getPort(),
                                PATH));
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        try (exchange) {
            boolean isHead = exchange.getRequestMethod().equals("HEAD");
            if (!isHead && !exchange.getRequestMethod().equals("GET")) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                exchange.sendResponseHeaders(405, -1);
            } else if (PATH.equals(path)) {
                answer(exchange, isHead, 200, text.get().bytes());
            } else if (illness != null && HEALTH.equals(path)) {
                Optional<String> ill = illness.get();
                byte[] body = (ill.orElse("ok") + "\n").getBytes(UTF_8);
                answer(exchange, isHead, ill.isEmpty() ? 200 : 503, body);
            } else {
                exchange.sendResponseHeaders(404, -1);
            }
        } catch (RuntimeException e) {
            LOG.warn("a scrape failed", e);
            throw e;
        }
    }

    private static void answer(HttpExchange exchange, boolean isHead, int status, byte[] body)
            throws IOException {
        exchange.getResponseHeaders().set("Content-Type", PrometheusText.CONTENT_TYPE);
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        exchange.sendResponseHeaders(status, isHead ? -1 : body.length);
        if (!isHead) {
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        }
    }

    /** Stops immediately. */
    @Override
    public void close() {
        if (server != null) {
            server.stop(0);
            threads.shutdownNow();
        }
    }
}
