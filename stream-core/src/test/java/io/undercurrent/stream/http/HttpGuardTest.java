package io.undercurrent.stream.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** By which names a server may be addressed, and which pages may ask. */
class HttpGuardTest {
    private static HttpGuard guard(String bound) throws UnknownHostException {
        return new HttpGuard(
                InetAddress.getByName(bound), List.of("Node.example"), "job.http-hosts");
    }

    private static HttpRequest request(String... headers) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            all.put(headers[i], List.of(headers[i + 1]));
        }
        return new HttpRequest("GET", "/", null, all);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost", "LOCALHOST:80", "127.9.8.7:1", "[::1]:1", "node.EXAMPLE.:80"})
    void loopbackAnswersToItsNames(String host) throws Exception {
        guard("127.0.0.1").check(request("host", host));
        guard("::1").check(request("host", host));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "node.example.evil.example",
                "127.0.0.1.evil.example",
                "localhost.evil.example:80",
                "10.0.0.1",
                "pod",
                "[::2]",
                "2130706433"
            })
    void andToNoOther(String host) {
        assertThatThrownBy(() -> guard("127.0.0.1").check(request("host", host)))
                .isInstanceOfSatisfying(
                        HttpRefusal.class, e -> assertThat(e.status()).isEqualTo(421))
                .hasMessageContaining("Host = " + host)
                .hasMessageContaining("node.example; job.http-hosts allows more");
    }

    @Test
    void whereOtherMachinesAskAddressesAndNamesWithoutADotAreTaken() throws Exception {
        for (String host :
                List.of("10.0.0.1:9404", "[fe80::1]:1", "observer:9404", "node.example")) {
            guard("0.0.0.0").check(request("host", host));
            guard("10.0.0.1").check(request("host", host));
        }
        for (String host : List.of("evil.example", "a.b", "10.0.0.1.evil.example")) {
            assertThatThrownBy(() -> guard("0.0.0.0").check(request("host", host)))
                    .as(host)
                    .isInstanceOfSatisfying(
                            HttpRefusal.class, e -> assertThat(e.status()).isEqualTo(421));
        }
    }

    @Test
    void aPageOfTheServerItselfMayAsk() {
        assertThatCode(
                        () ->
                                guard("127.0.0.1")
                                        .check(
                                                request(
                                                        "host",
                                                        "localhost:80",
                                                        "origin",
                                                        "http://LOCALHOST:80")))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://evil.example",
                "null",
                "",
                "http://localhost",
                "http://localhost:8080",
                "http://localhost:80.evil.example",
                "file://"
            })
    void noOtherMay(String origin) {
        assertThatThrownBy(
                        () ->
                                guard("127.0.0.1")
                                        .check(request("host", "localhost:80", "origin", origin)))
                .isInstanceOfSatisfying(
                        HttpRefusal.class, e -> assertThat(e.status()).isEqualTo(403));
        assertThatThrownBy(() -> guard("127.0.0.1").check(request("origin", origin)))
                .isInstanceOf(HttpRefusal.class);
    }
}
