package io.undercurrent.demo.stat;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.undercurrent.cli.Cli;
import io.undercurrent.spec.value.Address;
import io.undercurrent.stream.metrics.MetricsServer;
import io.undercurrent.stream.metrics.PrometheusText;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StatCommandTest {
    private static void refused(Cli cli, int status, String... texts) {
        assertThat(cli.err()).contains(texts).doesNotContain("\tat ");
        assertThat(cli.status()).isEqualTo(status);
        assertThat(cli.out()).isEmpty();
    }

    @Test
    void whatDoesNotAnswerOrIsNotOursIsRefusedWithWhatToDo() throws Exception {
        int unused;
        try (ServerSocket socket = new ServerSocket(0)) {
            unused = socket.getLocalPort();
        }
        String nobody = "http://127.0.0.1:" + unused + "/metrics";
        refused(
                Cli.run("", "stat", "--once", nobody),
                2,
                nobody + ": nothing listens there",
                "metrics.prometheus");
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answer(server, "/html", "<html>hello</html>");
        server.start();
        String base = "http://127.0.0.1:" + server.getAddress().getPort();
        try {
            refused(
                    Cli.run("", "stat", "--once", base + "/html"),
                    2,
                    "is not Prometheus' text format",
                    "line 1, column 1");
            refused(Cli.run("", "stat", "--once", base + "/gone"), 2, "status 404", "/metrics");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void argumentsThatMakeNoSenseAreRefused() {
        refused(Cli.run("", "stat", "ftp://x/metrics"), 2, "ftp://x/metrics: no URL to scrape");
        refused(Cli.run("", "stat", "localhost"), 2, "localhost: no URL to scrape");
        refused(Cli.run("", "stat", "--seconds", "0"), 2, "--seconds 0: allowed are");
        refused(Cli.run("", "stat", "--once", "--seconds", "3"), 2, "give one of them");
    }

    @Test
    void metricsOfOthersAreNoneOfOurs() {
        try (MetricsServer server =
                MetricsServer.listen(
                        "a test", new Address("127.0.0.1", 0), List.of(), Optional::empty)) {
            PrometheusText text = new PrometheusText();
            text.add("jvm_threads", false, "", Map.of(), 1);
            text.add("notundercurrent_scores_total", true, "", Map.of(), 1);
            text.add("undercurrent_unknown", true, "", Map.of(), 1);
            server.show(() -> text);
            refused(
                    Cli.run("", "stat", "--once", server.url().orElseThrow()),
                    2,
                    "none of a scoring instance");
        }
    }

    @Test
    void oncePrintsLinesWhereThereIsNoTerminal() {
        AtomicInteger scrapes = new AtomicInteger();
        try (MetricsServer server =
                MetricsServer.listen(
                        "a test", new Address("127.0.0.1", 0), List.of(), Optional::empty)) {
            server.show(
                    () -> {
                        PrometheusText text = new PrometheusText();
                        int n = scrapes.getAndIncrement();
                        text.add(
                                "undercurrent_scores_total",
                                true,
                                "",
                                Map.of("task_id", "0"),
                                50.0 * n);
                        text.add(
                                "undercurrent_key_state_bytes",
                                false,
                                "",
                                Map.of("task_id", "0"),
                                1000);
                        return text;
                    });
            String url = server.url().orElseThrow();
            Cli once = Cli.run("", "stat", "--once", url);
            assertThat(once.status()).as(once.err()).isZero();
            assertThat(once.out())
                    .startsWith("1 scoring instance at " + url + "\n")
                    .contains("50 in all", "1,000 bytes", "no cache")
                    .containsOnlyOnce("scores ");
            assertThat(scrapes).hasValue(2);
        }
    }

    private static void answer(HttpServer server, String path, String body) {
        server.createContext(
                path,
                exchange -> {
                    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, bytes.length);
                    exchange.getResponseBody().write(bytes);
                    exchange.close();
                });
    }
}
