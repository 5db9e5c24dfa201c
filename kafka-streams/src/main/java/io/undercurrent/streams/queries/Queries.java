package io.undercurrent.streams.queries;

import com.sun.net.httpserver.HttpServer;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.option.SpecException;
import io.undercurrent.spec.value.Address;
import io.undercurrent.streams.scoring.ChangelogTopics;
import io.undercurrent.streams.scoring.SharedModel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;

/**
 * The HTTP server for queries of one instance; {@code streams.http} sets its address or switches it
 * off.
 *
 * <p>It uses the JDK's HTTP server, which is small and maintained with the JDK and can do all that
 * is needed here (GET, JSON, no encryption, no login). Any other would be one more dependency that
 * faces the network. There is no authentication, so it listens on the loopback interface by
 * default.
 */
public final class Queries implements AutoCloseable {
    /**
     * One more than the queries that may wait for pages and for other instances, so that one thread
     * stays free for health.
     */
    private static final int THREADS = 8;

    private static final int MAX_PAGES = 3;
    private static final int MAX_FORWARDED = 4;
    private static final int WAITING = 64;

    static {
        limit("sun.net.httpserver.maxReqTime", 5); // seconds to receive a request's head
        limit("sun.net.httpserver.maxRspTime", 30); // seconds to send a response
        limit("sun.net.httpserver.maxReqHeaders", 64);
        limit("sun.net.httpserver.maxReqHeaderSize", 32 << 10);
        limit("sun.net.httpserver.maxIdleConnections", WAITING);
        limit("jdk.httpserver.maxConnections", 4 * WAITING);
        // A response is two small writes; with Nagle's algorithm the second would wait until the
        // first is acknowledged.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final StreamSpec spec;
    private final HttpServer server;
    private final ThreadPoolExecutor threads;
    private final HttpFront front;
    private boolean closed;

    /**
     * Sets a limit of the server, which reads it from a system property once per JVM. A property
     * that is already set is kept.
     */
    private static void limit(String property, int value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, String.valueOf(value));
        }
    }

    private Queries(StreamSpec spec, HttpServer server) {
        this.spec = spec;
        this.server = server;
        if (server == null) {
            threads = null;
            front = null;
            return;
        }
        front =
                new HttpFront(
                        new Gate(spec.streams().httpRate(), hosts(), System::nanoTime),
                        ChangelogTopics.application(spec));
        threads = threads();
        server.setExecutor(threads);
        server.createContext("/", front);
        server.start();
    }

    /**
     * Starts to listen. Until {@link #answer} is called, every response says that the instance is
     * starting.
     *
     * @param spec the stream's declaration
     * @return a server; if {@code streams.http} is {@code none}, an object that does nothing
     * @throws SpecException if the server cannot listen at that address, or other instances could
     *     not reach it
     */
    public static Queries listen(StreamSpec spec) {
        Address http = spec.streams().http();
        if (http.equals(Address.NONE)) {
            return new Queries(spec, null);
        }
        InetSocketAddress address = new InetSocketAddress(http.host(), http.port());
        if (address.isUnresolved()) {
            throw refused(http, "there is no such host", "name this machine's", null);
        }
        if (address.getAddress().isAnyLocalAddress() && advertised(spec).isEmpty()) {
            throw refused(
                    http,
                    "it listens on every address, so that other instances are not told of one",
                    "set streams.http-advertised to a host name and port at which they reach this machine",
                    null);
        }
        try {
            return new Queries(spec, HttpServer.create(address, WAITING));
        } catch (IOException e) {
            throw refused(
                    http,
                    String.format(
                            Locale.ROOT, "the server cannot listen there (%s)", e.getMessage()),
                    "if another instance on this machine does, name another port, 0 for a free one, or none for no queries",
                    e);
        }
    }

    private static SpecException refused(
            Address http, String why, String instead, Exception cause) {
        SpecException refused =
                new SpecException(
                        List.of(
                                String.format(
                                        Locale.ROOT,
                                        "streams.http = %s: %s; %s",
                                        http,
                                        why,
                                        instead)));
        if (cause != null) {
            refused.initCause(cause);
        }
        return refused;
    }

    private static ThreadPoolExecutor threads() {
        AtomicInteger number = new AtomicInteger();
        // Requests that do not fit in the queue are rejected, and the server closes their
        // connections.
        return new ThreadPoolExecutor(
                THREADS,
                THREADS,
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(WAITING),
                task -> {
                    Thread thread =
                            new Thread(task, "undercurrent-query-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }

    private static Optional<Address> advertised(StreamSpec spec) {
        return Optional.ofNullable(spec.streams().httpAdvertised())
                .filter(address -> !address.equals(Address.NONE));
    }

    /**
     * The names that a Host header may contain; null for any name if other machines can connect.
     */
    private Set<String> hosts() {
        InetAddress bound = server.getAddress().getAddress();
        String own = spec.streams().http().host().toLowerCase(Locale.ROOT);
        String told = advertised(spec).map(Address::host).orElse(own);
        return bound.isLoopbackAddress()
                ? Set.copyOf(List.of(own, told.toLowerCase(Locale.ROOT)))
                : null;
    }

    /**
     * The address at which other instances reach this one.
     *
     * @return host:port; empty if the server is switched off
     */
    public Optional<String> address() {
        if (server == null) {
            return Optional.empty();
        }
        int bound = server.getAddress().getPort();
        Address told = advertised(spec).orElse(spec.streams().http());
        return Optional.of(told.host() + ":" + (told.port() == 0 ? bound : told.port()));
    }

    /**
     * Adds the address to the settings of Kafka Streams, which distributes it to the other
     * instances.
     *
     * @param settings the settings of Kafka Streams
     */
    public void into(Properties settings) {
        address()
                .ifPresent(
                        address -> settings.put(StreamsConfig.APPLICATION_SERVER_CONFIG, address));
    }

    /**
     * Starts answering queries.
     *
     * @param streams the running client
     * @param model its model
     */
    public void answer(KafkaStreams streams, SharedModel model) {
        if (server == null) {
            return;
        }
        String self = address().orElseThrow();
        Instance instance = new LiveInstance(spec, streams, self, MAX_PAGES);
        KeyJson json = new KeyJson(self, model.model().id(), model.model().sha256());
        front.answer(instance, new Search(instance, new Peers(MAX_FORWARDED), json));
    }

    /**
     * Describes the server's URL for the user.
     *
     * @return one line; empty if the server is switched off
     */
    public Optional<String> describe() {
        return server == null
                ? Optional.empty()
                : Optional.of(
                        String.format(
                                Locale.ROOT,
                                "queries at http://%s:%d%s",
                                spec.streams().http().host(),
                                server.getAddress().getPort(),
                                Route.KEYS));
    }

    /** Stops immediately; responses in progress are not sent. */
    @Override
    public synchronized void close() {
        if (server != null && !closed) {
            closed = true;
            server.stop(0);
            threads.shutdownNow();
        }
    }
}
