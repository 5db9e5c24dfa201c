package io.undercurrent.stream.metrics;

import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.option.SpecException;
import io.undercurrent.spec.value.Address;
import io.undercurrent.stream.http.HttpListener;
import io.undercurrent.stream.http.HttpReply;
import io.undercurrent.stream.http.HttpRequest;
import io.undercurrent.stream.http.HttpService;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Serves metrics to Prometheus, and health to probes, at one address: {@code metrics.prometheus} of
 * a job, {@code --http} of {@code observe}. It does not authenticate clients.
 */
public final class MetricsServer implements AutoCloseable {
    private static final String OPTION = "metrics.prometheus";
    private static final String PATH = "/metrics";

    /** Two scrapes at a time are enough; a client that reads slowly occupies none. */
    private static final int THREADS = 2;

    /** Null if nothing listens. */
    private final HttpListener server;

    private final String host;
    private volatile Supplier<PrometheusText> text = PrometheusText::new;

    private volatile Supplier<HttpReply> health;

    /** Null for a program that is no job. */
    private volatile Supplier<RunHealth> run;

    /** Listens nowhere. */
    private MetricsServer() {
        server = null;
        host = null;
    }

    private MetricsServer(HttpListener.Place place, String host, Supplier<HttpReply> health)
            throws IOException {
        this.host = host;
        this.health = health;
        server = HttpListener.start(place, new Answers());
    }

    /**
     * Starts to listen for a job at {@code metrics.prometheus}. Its metrics are empty and its
     * health is that of a start until {@link #show} and {@link #tell}.
     *
     * @param spec the stream's declaration
     * @return the server; it does nothing if the address is {@link Address#NONE}
     * @throws SpecException if it cannot listen at the address
     */
    public static MetricsServer listen(StreamSpec spec) {
        Address address = spec.metrics().prometheus();
        if (address.equals(Address.NONE)) {
            return none();
        }
        RunHealth starting = RunHealth.starting(spec.job().name());
        return bind(OPTION, address, spec.job().httpHosts(), starting::reply);
    }

    /**
     * A server that listens nowhere.
     *
     * @return an object that does nothing
     */
    public static MetricsServer none() {
        return new MetricsServer();
    }

    /**
     * Starts to listen for a program that is no job; the metrics are empty until {@link #show}.
     *
     * @param option the option that gives the address, for messages
     * @param address the only address to listen at; port 0 chooses a free port
     * @param hosts further host names by which clients may address it
     * @param problem says what is wrong, or is empty; {@code /health} then answers 503 or 200
     * @return the server
     * @throws SpecException if it cannot listen at the address
     */
    public static MetricsServer listen(
            String option,
            Address address,
            List<String> hosts,
            Supplier<Optional<String>> problem) {
        return bind(
                option,
                address,
                hosts,
                () ->
                        problem.get()
                                .map(why -> HttpReply.text(HttpReply.UNAVAILABLE, why))
                                .orElseGet(() -> HttpReply.text(HttpReply.OK, "ok")));
    }

    private static MetricsServer bind(
            String option, Address address, List<String> hosts, Supplier<HttpReply> health) {
        InetSocketAddress bound = new InetSocketAddress(address.host(), address.port());
        if (bound.isUnresolved()) {
            throw refused(option, address, "there is no such host; name this machine's", null);
        }
        List<String> names = new ArrayList<>(hosts);
        names.add(address.host());
        try {
            return new MetricsServer(
                    new HttpListener.Place(
                            bound, names, "job.http-hosts", "undercurrent-metrics", THREADS),
                    address.host(),
                    health);
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
     * Sets the job's health from now on, for probes and as metrics.
     *
     * @param told returns the health; it must answer quickly, even if the run is stuck
     */
    public void tell(Supplier<RunHealth> told) {
        run = told;
        health = () -> told.get().reply();
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
                                server.address().getPort(),
                                PATH));
    }

    private final class Answers implements HttpService {
        @Override
        public HttpReply answer(HttpRequest request) {
            if (!request.path().equals(PATH)) {
                return HttpReply.text(
                        HttpReply.NOT_FOUND, "allowed are " + PATH + " and " + HttpListener.HEALTH);
            }
            PrometheusText shown = text.get();
            Supplier<RunHealth> told = run;
            if (told != null) {
                told.get().into(shown);
            }
            return new HttpReply(
                    HttpReply.OK, PrometheusText.CONTENT_TYPE, Map.of(), shown.bytes());
        }

        @Override
        public HttpReply health(HttpRequest request) {
            return health.get();
        }
    }

    /** Stops immediately. */
    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
    }
}
