package io.undercurrent.streams.queries;

import com.sun.net.httpserver.HttpServer;
import io.undercurrent.spec.Address;
import io.undercurrent.spec.SpecException;
import io.undercurrent.spec.StreamSpec;
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
 * The queries of one instance over HTTP, as far as it is to answer any: {@code streams.http}.
 *
 * <p>The server is the JDK's own. It is small, kept and mended with the JDK, and all that is asked
 * for here (GET, JSON, no encryption, no login) is what it can do; any other would be one more
 * dependency that faces the network. It asks nobody who they are, so it listens on the loopback
 * interface unless told otherwise.
 */
public final class Queries implements AutoCloseable {
    /** One more than may wait for pages and for other instances, so that health has one left. */
    private static final int THREADS = 8;

    private static final int MOST_PAGES = 3;
    private static final int MOST_FORWARDED = 4;
    private static final int WAITING = 64;

    static {
        limit("sun.net.httpserver.maxReqTime", 5); // seconds for a request's head to come
        limit("sun.net.httpserver.maxRspTime", 30); // and for an answer to be taken
        limit("sun.net.httpserver.maxReqHeaders", 64);
        limit("sun.net.httpserver.maxReqHeaderSize", 32 << 10);
        limit("sun.net.httpserver.maxIdleConnections", WAITING);
        limit("jdk.httpserver.maxConnections", 4 * WAITING);
        // An answer is two small writes; without this each waits for the other's receipt.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final StreamSpec spec;
    private final HttpServer server;
    private final ThreadPoolExecutor threads;
    private final HttpFront front;
    private boolean closed;

    /** The server's limits are read from properties once a JVM; what is set already stays. */
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
     * Begins to listen; until {@link #answer} all answers are that the instance starts.
     *
     * @param spec the stream's declaration
     * @return a server, or nothing that does nothing where {@code streams.http} is none
     * @throws SpecException where it cannot listen there, or others could not reach it
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
        // What finds no room is refused, and the server closes its connection.
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

    /** What a Host header may name; null for anything, where not only this machine can connect. */
    private Set<String> hosts() {
        InetAddress bound = server.getAddress().getAddress();
        String own = spec.streams().http().host().toLowerCase(Locale.ROOT);
        String told = advertised(spec).map(Address::host).orElse(own);
        return bound.isLoopbackAddress()
                ? Set.copyOf(List.of(own, told.toLowerCase(Locale.ROOT)))
                : null;
    }

    /**
     * Where other instances reach this one.
     *
     * @return host and port; empty where nothing listens
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
     * Tells Kafka Streams the address, which tells the other instances.
     *
     * @param settings of Kafka Streams
     */
    public void into(Properties settings) {
        address()
                .ifPresent(
                        address -> settings.put(StreamsConfig.APPLICATION_SERVER_CONFIG, address));
    }

    /**
     * From now on there are answers.
     *
     * @param streams the instance
     * @param model its weights
     */
    public void answer(KafkaStreams streams, SharedModel model) {
        if (server == null) {
            return;
        }
        String self = address().orElseThrow();
        Instance instance = new LiveInstance(spec, streams, self, MOST_PAGES);
        KeyJson json = new KeyJson(self, model.model().id(), model.model().sha256());
        front.answer(instance, new Search(instance, new Peers(MOST_FORWARDED), json));
    }

    /**
     * Where people find it.
     *
     * @return one line; empty where nothing listens
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

    /** Stops at once; answers that are being made are not sent. */
    @Override
    public synchronized void close() {
        if (server != null && !closed) {
            closed = true;
            server.stop(0);
            threads.shutdownNow();
        }
    }
}
