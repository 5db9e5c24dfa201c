package io.undercurrent.demo.stat;

import io.undercurrent.stream.metrics.Sample;
import io.undercurrent.stream.metrics.Series;
import io.undercurrent.stream.metrics.StreamMetric;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** One place that is scraped. */
final class Endpoint {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String GROUP = StreamMetric.GROUP + "_";
    private static final Set<String> NAMES =
            Arrays.stream(StreamMetric.values())
                    .flatMap(metric -> metric.series().stream())
                    .map(Series::prometheusName)
                    .collect(Collectors.toSet());

    private final URI uri;
    private final HttpClient client;

    /**
     * A place.
     *
     * @param url what the user calls it, {@code http://host:port/metrics}
     * @throws IllegalArgumentException where it is no URL of HTTP
     */
    Endpoint(String url, HttpClient client) {
        this.client = client;
        try {
            uri = URI.create(url);
            HttpRequest.newBuilder(uri); // refuses other schemes and URLs without a host
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "%s: no URL to scrape (%s); allowed are such as %s",
                            url,
                            e.getMessage(),
                            StatCommand.EXAMPLE),
                    e);
        }
    }

    /**
     * Asks once.
     *
     * @return our metrics, called as on Kafka Streams whichever runtime shows them
     * @throws IllegalStateException where nothing answers or what does is not ours, with what to do
     */
    List<Sample> scrape() throws InterruptedException {
        HttpResponse<String> answer;
        try {
            HttpRequest request = HttpRequest.newBuilder(uri).timeout(PATIENCE).build();
            answer = client.send(request, BodyHandlers.ofString());
        } catch (ConnectException e) {
            throw wrong(
                    "nothing listens there; set metrics.prometheus in the stream.yaml of run, or Flink's own reporter on a cluster (docs/reference/metrics.md)",
                    e);
        } catch (IOException e) {
            throw wrong(String.format(Locale.ROOT, "no answer (%s)", e), e);
        }
        if (answer.statusCode() != 200) {
            throw wrong(
                    String.format(
                            Locale.ROOT,
                            "status %d: no metrics there; the path is usually /metrics",
                            answer.statusCode()),
                    null);
        }
        List<Sample> ours = ours(parse(answer.body()));
        if (ours.isEmpty()) {
            throw wrong(
                    "metrics, but none of a scoring instance: the job may not run yet, or runs in other processes",
                    null);
        }
        return ours;
    }

    private List<Sample> parse(String body) {
        try {
            return Sample.parse(body);
        } catch (IllegalArgumentException e) {
            throw wrong(
                    String.format(
                            Locale.ROOT,
                            "the answer is not Prometheus' text format (%s)",
                            e.getMessage()),
                    e);
        }
    }

    /** Flink writes its scope before the name. */
    static List<Sample> ours(List<Sample> all) {
        List<Sample> ours = new ArrayList<>();
        for (Sample sample : all) {
            int at = sample.name().indexOf(GROUP);
            if (at == 0 || (at > 0 && sample.name().charAt(at - 1) == '_')) {
                String name = sample.name().substring(at);
                if (NAMES.contains(name)) {
                    ours.add(new Sample(name, sample.labels(), sample.value()));
                }
            }
        }
        return ours;
    }

    private IllegalStateException wrong(String text, Exception cause) {
        return new IllegalStateException(uri + ": " + text, cause);
    }
}
