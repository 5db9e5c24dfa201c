package io.undercurrent.stream.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.undercurrent.spec.option.SpecException;
import io.undercurrent.spec.value.Address;
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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class MetricsServerTest {
    private static final Address FREE = new Address("127.0.0.1", 0);
    private final HttpClient client = HttpClient.newHttpClient();

    private HttpResponse<String> ask(String method, String url) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url))
                        .method(method, BodyPublishers.noBody())
                        .build();
        return client.send(request, BodyHandlers.ofString());
    }

    @Test
    void answersWhatItIsToldAndNothingElse() throws Exception {
        try (MetricsServer server = MetricsServer.listen(FREE)) {
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
    void healthIsAnsweredWhereThereIsSomethingToSay() throws Exception {
        AtomicReference<Optional<String>> ill = new AtomicReference<>(Optional.empty());
        try (MetricsServer server = MetricsServer.listen("--http", FREE, ill::get);
                MetricsServer without = MetricsServer.listen(FREE)) {
            String url = server.url().orElseThrow().replace("/metrics", "/health");
            assertThat(ask("GET", url).body()).isEqualTo("ok\n");
            ill.set(Optional.of("no broker answers"));
            assertThat(ask("GET", url).statusCode()).isEqualTo(503);
            assertThat(ask("GET", url).body()).isEqualTo("no broker answers\n");
            String none = without.url().orElseThrow().replace("/metrics", "/health");
            assertThat(ask("GET", none).statusCode()).isEqualTo(404);
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
        try (MetricsServer server = MetricsServer.listen(FREE);
                Socket socket = new Socket()) {
            int port = URI.create(server.url().orElseThrow()).getPort();
            InetSocketAddress elsewhere = new InetSocketAddress(other.orElseThrow(), port);
            assertThatThrownBy(() -> socket.connect(elsewhere, 10_000))
                    .isInstanceOf(java.net.ConnectException.class);
        }
    }

    @Test
    void nothingListensUnlessTold() {
        try (MetricsServer none = MetricsServer.listen(Address.NONE)) {
            none.show(PrometheusText::new);
            assertThat(none.url()).isEmpty();
        }
    }

    @Test
    void anAddressThatIsTakenOrNotHereIsRefusedWithWhatToDo() {
        try (MetricsServer server = MetricsServer.listen(FREE)) {
            int port = URI.create(server.url().orElseThrow()).getPort();
            assertThatThrownBy(() -> MetricsServer.listen(new Address("127.0.0.1", port)))
                    .isInstanceOf(SpecException.class)
                    .hasMessageContaining("metrics.prometheus = 127.0.0.1:" + port)
                    .hasMessageContaining("name another port");
        }
        assertThatThrownBy(() -> MetricsServer.listen(new Address("no-such-host.invalid", 1)))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("there is no such host");
    }
}
