package io.undercurrent.demo.stat;

import io.undercurrent.stream.metrics.Sample;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** One endpoint that is scraped. */
final class Endpoint {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private final URI uri;
    private final HttpClient client;

    /**
     * Creates an endpoint.
     *
     * @param url its URL as the user gave it, {@code http://host:port/metrics}
     * @throws IllegalArgumentException if it is no HTTP URL
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
     * Scrapes once.
     *
     * @return Undercurrent's metrics, whichever runtime or reporter exports them
     * @throws IllegalStateException if nothing answers or the answer has none of our metrics; the
     *     message says what to do
     */
    List<Reading> scrape() throws InterruptedException {
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
        List<Reading> ours = Reading.of(parse(answer.body()));
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

    private IllegalStateException wrong(String text, Exception cause) {
        return new IllegalStateException(uri + ": " + text, cause);
    }
}
