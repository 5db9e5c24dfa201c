package io.undercurrent.demo.stat;

import io.undercurrent.demo.view.FigureView;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Scrapes running streams every second and shows their metrics. */
@Command(
        name = "stat",
        description = {
            "Show the metrics of running streams, live in a terminal: rates, alarms, dead letters, latency, step time, coverage.",
            "Reads what run shows with metrics.prometheus, on either runtime, and what Flink's own Prometheus reporter shows on a cluster."
        },
        mixinStandardHelpOptions = true)
public final class StatCommand implements Callable<Integer> {
    /**
     * The address that the reference page uses for {@code run}; Flink's reporter has the same port.
     */
    static final String EXAMPLE = "http://127.0.0.1:9249/metrics";

    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final long EVERY_NANOS = Duration.ofSeconds(1).toNanos();

    @Parameters(
            paramLabel = "URL",
            arity = "0..*",
            defaultValue = EXAMPLE,
            description = "Where to scrape; several are added up. Default: ${DEFAULT-VALUE}.")
    private List<String> urls;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "End after so many seconds; default: at Ctrl-C.")
    private Integer seconds;

    @Option(
            names = "--once",
            description = "Scrape twice, a second apart, print the figures as lines and end.")
    private boolean once;

    @Override
    public Integer call() throws Exception {
        if (once && seconds != null) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT, "--once and --seconds %d: give one of them", seconds));
        }
        if (seconds != null && seconds < 1) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "--seconds %d: allowed are whole numbers from 1",
                            seconds));
        }
        HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT).build();
        List<Endpoint> endpoints = urls.stream().map(url -> new Endpoint(url, client)).toList();
        Dashboard dashboard = new Dashboard();
        // An endpoint that fails at the start ends the command; one that fails later may come back.
        List<List<Reading>> first = new ArrayList<>();
        for (Endpoint endpoint : endpoints) {
            first.add(endpoint.scrape());
        }
        long begin = System.nanoTime();
        dashboard.add(first, begin);
        int scrapes = once ? 1 : seconds == null ? Integer.MAX_VALUE : seconds;
        try (FigureView view = once ? FigureView.plain() : FigureView.open()) {
            if (!once) {
                view.show(header(dashboard, List.of()), dashboard.figures());
            }
            for (int i = 1; i <= scrapes; i++) {
                sleepUntil(begin + i * EVERY_NANOS);
                scrape(endpoints, dashboard, view);
            }
        }
        return 0;
    }

    private void scrape(List<Endpoint> endpoints, Dashboard dashboard, FigureView view)
            throws InterruptedException {
        List<List<Reading>> scraped = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        for (Endpoint endpoint : endpoints) {
            try {
                scraped.add(endpoint.scrape());
            } catch (IllegalStateException e) {
                scraped.add(null);
                failures.add(e.getMessage());
            }
        }
        dashboard.add(scraped, System.nanoTime());
        view.show(header(dashboard, failures), dashboard.figures());
    }

    private String header(Dashboard dashboard, List<String> failures) {
        int instances = dashboard.instances();
        return failures.isEmpty()
                ? String.format(
                        Locale.ROOT,
                        "%d scoring instance%s at %s",
                        instances,
                        instances == 1 ? "" : "s",
                        String.join(", ", urls))
                : String.join("; ", failures);
    }

    private static void sleepUntil(long nanos) throws InterruptedException {
        Thread.sleep(Math.max(0, (nanos - System.nanoTime()) / 1_000_000));
    }
}
