package io.undercurrent.streams.queries;

import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.option.SpecException;
import io.undercurrent.spec.value.Address;
import io.undercurrent.stream.http.HttpListener;
import io.undercurrent.stream.metrics.RunHealth;
import io.undercurrent.streams.scoring.ChangelogTopics;
import io.undercurrent.streams.scoring.SharedModel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;

/**
 * The HTTP server for queries of one instance; {@code streams.http} sets its address or switches it
 * off.
 *
 * <p>There is no authentication, so it listens on the loopback interface by default.
 */
public final class Queries implements AutoCloseable {
    /**
     * One more than the queries that may wait for pages and for other instances, so that one thread
     * stays free for those that wait for nothing.
     */
    private static final int THREADS = 8;

    private static final int MAX_PAGES = 3;
    private static final int MAX_FORWARDED = 4;

    private final StreamSpec spec;

    /** Null if nothing listens. */
    private final HttpListener server;

    private final HttpFront front;

    /** Listens nowhere. */
    private Queries(StreamSpec spec) {
        this.spec = spec;
        server = null;
        front = null;
    }

    private Queries(StreamSpec spec, InetSocketAddress address) throws IOException {
        this.spec = spec;
        front =
                new HttpFront(
                        new Gate(spec.streams().httpRate(), System::nanoTime),
                        ChangelogTopics.application(spec));
        List<String> names = new ArrayList<>(spec.job().httpHosts());
        names.add(spec.streams().http().host());
        advertised(spec).ifPresent(told -> names.add(told.host()));
        server =
                HttpListener.start(
                        new HttpListener.Place(
                                address, names, "job.http-hosts", "undercurrent-query", THREADS),
                        front);
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
            return new Queries(spec);
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
            return new Queries(spec, address);
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

    private static Optional<Address> advertised(StreamSpec spec) {
        return Optional.ofNullable(spec.streams().httpAdvertised())
                .filter(address -> !address.equals(Address.NONE));
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
        int bound = server.address().getPort();
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
     * @param health returns the instance's health
     */
    public void answer(KafkaStreams streams, SharedModel model, Supplier<RunHealth> health) {
        if (server == null) {
            return;
        }
        String self = address().orElseThrow();
        Instance instance = new LiveInstance(spec, streams, self, MAX_PAGES);
        KeyJson json = new KeyJson(self, model.model().id(), model.model().sha256());
        front.answer(new Search(instance, new Peers(MAX_FORWARDED), json), health);
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
                                server.address().getPort(),
                                Route.KEYS));
    }

    /** Stops immediately; responses in progress are not sent. */
    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
    }
}
