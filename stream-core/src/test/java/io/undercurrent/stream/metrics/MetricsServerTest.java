package io.undercurrent.stream.metrics;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.option.SpecException;
import io.undercurrent.spec.value.Address;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class MetricsServerTest {
    private static final Address FREE = new Address("127.0.0.1", 0);
    private final HttpClient client = HttpClient.newHttpClient();

    private static StreamSpec spec(String address) {
        return StreamSpec.parse(
                String.format(
                        Locale.ROOT,
                        """
                        source.topic: sensors
                        source.values: [value]
                        model: "bundled:tiny"
                        kafka.bootstrap.servers: embedded
                        job.http-hosts: [metrics.example]
                        metrics.prometheus: "%s"
                        """,
                        address),
                "metrics.yaml");
    }

    private static MetricsServer listen() {
        return MetricsServer.listen(spec(FREE.toString()));
    }

    private HttpResponse<String> ask(String method, String url) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url))
                        .method(method, BodyPublishers.noBody())
                        .build();
        return client.send(request, BodyHandlers.ofString());
    }

    @Test
    void answersWhatItIsToldAndNothingElse() throws Exception {
        try (MetricsServer server = listen()) {
            String url = server.url().orElseThrow();
            assertThat(ask("GET", url).body()).isEmpty();
            server.show(
                    () -> {
                        PrometheusText text = new PrometheusText();
                        text.add("a", true, "A.", Map.of(), 1);
                        return text;
                    });
            HttpResponse<String> answer = ask("GET", url);
            assertThat(answer.body()).isEqualTo("# HELP a A.\n# TYPE a counter\na 1\n");
            assertThat(answer.headers().firstValue("Content-Type"))
                    .hasValue("text/plain; version=0.0.4; charset=utf-8");
            assertThat(ask("HEAD", url).statusCode()).isEqualTo(200);
            assertThat(ask("POST", url).statusCode()).isEqualTo(405);
            assertThat(ask("GET", url + "/../keys").statusCode()).isEqualTo(404);
            assertThat(ask("GET", url.replace("/metrics", "/")).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void healthIsWhatTheJobTellsAndMetricsSayItToo() throws Exception {
        RunHealth fine =
                new RunHealth(
                        "RUNNING",
                        "job",
                        Map.of(),
                        List.of("t-0", "t-1"),
                        Instant.ofEpochSecond(1_000_000, 500_000_000),
                        null);
        try (MetricsServer server = listen()) {
            String url = server.url().orElseThrow();
            String health = url.replace("/metrics", "/health");
            assertThat(ask("GET", health).statusCode()).isEqualTo(503);
            assertThat(ask("GET", health).body()).contains("\"status\":\"STARTING\"");
            server.tell(() -> fine);
            assertThat(ask("GET", health).statusCode()).isEqualTo(200);
            assertThat(ask("GET", health).body())
                    .startsWith(
                            "{\"status\":\"RUNNING\",\"application\":\"job\",\"partitions\":[\"t-0\",\"t-1\"],\"last_commit\":\"1970-01-12T13:46:40.500Z\",\"seconds_since_commit\":")
                    .endsWith("\"problem\":null}");
            assertThat(ask("GET", url).body())
                    .contains("undercurrent_healthy 1\n")
                    .contains("undercurrent_last_commit_timestamp_seconds 1000000.5\n")
                    .contains("undercurrent_source_partition_info{partition=\"t-1\"} 1\n");
            server.tell(
                    () ->
                            new RunHealth(
                                    "RUNNING", "job", Map.of(), List.of(), null, "nothing \u001b"));
            HttpResponse<String> failing = ask("GET", health);
            assertThat(failing.statusCode()).isEqualTo(503);
            assertThat(failing.body()).endsWith("\"problem\":\"nothing \\u001B\"}");
            assertThat(ask("GET", url).body())
                    .contains("undercurrent_healthy 0\n")
                    .doesNotContain("last_commit");
        }
    }

    @Test
    void healthOfAnotherProgramIsOkOrWhatIsWrong() throws Exception {
        AtomicReference<Optional<String>> failing = new AtomicReference<>(Optional.empty());
        try (MetricsServer server = MetricsServer.listen("--http", FREE, List.of(), failing::get)) {
            String url = server.url().orElseThrow().replace("/metrics", "/health");
            assertThat(ask("GET", url).body()).isEqualTo("ok\n");
            failing.set(Optional.of("no broker answers"));
            assertThat(ask("GET", url).statusCode()).isEqualTo(503);
            assertThat(ask("GET", url).body()).isEqualTo("no broker answers\n");
        }
    }

    @Test
    void pagesOfOthersAreNotAnswered() throws Exception {
        try (MetricsServer server = listen()) {
            String url = server.url().orElseThrow();
            for (String path : List.of("/metrics", "/health")) {
                HttpRequest request =
                        HttpRequest.newBuilder(URI.create(url.replace("/metrics", path)))
                                .header("Origin", "http://evil.example")
                                .build();
                assertThat(client.send(request, BodyHandlers.ofString()).statusCode())
                        .isEqualTo(403);
                assertThat(status(URI.create(url).getPort(), path, "evil.example"))
                        .isEqualTo("HTTP/1.1 421");
                assertThat(status(URI.create(url).getPort(), path, "metrics.example:1"))
                        .as("job.http-hosts")
                        .isNotEqualTo("HTTP/1.1 421");
            }
        }
    }

    private static String status(int port, String path, String host) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            String head = "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(US_ASCII));
            return new String(socket.getInputStream().readNBytes(12), US_ASCII);
        }
    }

    @Test
    void listensNowhereElse() throws Exception {
        Optional<InetAddress> other =
                NetworkInterface.networkInterfaces()
                        .flatMap(NetworkInterface::inetAddresses)
                        .filter(a -> a instanceof Inet4Address && !a.isLoopbackAddress())
                        .findFirst();
        assumeTrue(other.isPresent(), "no address but loopback here");
        try (MetricsServer server = listen();
                Socket socket = new Socket()) {
            int port = URI.create(server.url().orElseThrow()).getPort();
            InetSocketAddress elsewhere = new InetSocketAddress(other.orElseThrow(), port);
            assertThatThrownBy(() -> socket.connect(elsewhere, 10_000))
                    .isInstanceOf(java.net.ConnectException.class);
        }
    }

    @Test
    void nothingListensUnlessTold() {
        try (MetricsServer none = MetricsServer.listen(spec("none"))) {
            none.show(PrometheusText::new);
            assertThat(none.url()).isEmpty();
        }
    }

    @Test
    void anAddressThatIsTakenOrNotHereIsRefusedWithWhatToDo() {
        try (MetricsServer server = listen()) {
            int port = URI.create(server.url().orElseThrow()).getPort();
            assertThatThrownBy(() -> MetricsServer.listen(spec("127.0.0.1:" + port)))
                    .isInstanceOf(SpecException.class)
                    .hasMessageContaining("metrics.prometheus = 127.0.0.1:" + port)
                    .hasMessageContaining("name another port");
        }
        assertThatThrownBy(() -> MetricsServer.listen(spec("no-such-host.invalid:1")))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("there is no such host");
    }
}
