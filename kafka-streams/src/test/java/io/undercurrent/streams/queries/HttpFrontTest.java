package io.undercurrent.streams.queries;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests to one instance, and what is refused. */
class HttpFrontTest {
    private Served served;

    @BeforeEach
    void start() throws Exception {
        served = new Served(1000);
    }

    @AfterEach
    void stop() {
        served.close();
    }

    @Test
    void aKeyIsAnsweredWithAllThatItsScoreHas() throws Exception {
        served.answering().instance.keys.put("a/b", 0.5);
        HttpResponse<String> answer = served.get("/keys/a%2Fb/score");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo(
                        String.format(
                                Locale.ROOT,
                                "{\"key\":\"a/b\",\"instance\":\"%s\",\"score\":{\"id\":\"events-0-1\",\"key\":\"a/b\",\"time\":\"2026-01-01T00:00:00.000001Z\",\"values\":[1.5,null],\"expected\":[1.0,2.0],\"lower\":[0.0,-1.0E300],\"upper\":[2.0,null],\"score\":0.5,\"severity\":0.5,\"p_value\":0.25,\"channel\":0,\"status\":\"SCORED\",\"alarm\":false,\"model_id\":\"m\"}}",
                                served.instance.self()));
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValue("application/json; charset=utf-8");
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(served.get("/keys/a%2Fb").body())
                .contains("\"state\":null,")
                .contains("\"forecast\":null,")
                .endsWith("\"alarm\":null}");
    }

    @Test
    void keysAreEscapedInAnswers() throws Exception {
        String key = "<script>\"\u009b\u202eä\n";
        served.answering().instance.keys.put(key, 0.5);
        String escaped = "<script>\\\"\\u009B\\u202E\\u00E4\\n";
        assertThat(served.get("/keys/" + Percent.encode(key)).body()).contains(escaped);
        assertThat(served.get("/keys").body())
                .contains(escaped)
                .contains("\"path\":\"/keys/" + Percent.encode(key) + "\"");
        HttpResponse<String> unknown = served.get("/keys/%1B%5B1m%C2%9B" + "x".repeat(2000));
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).hasSizeLessThan(500).contains("key = \\\\u001b[1m\\\\u009bxxx");
    }

    @Test
    void headHasTheLengthAndNoBody() throws Exception {
        served.answering().instance.keys.put("a", 0.5);
        int length = served.get("/keys/a").body().length();
        HttpResponse<String> head = served.request("HEAD", "/keys/a");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValueAsLong("Content-Length")).hasValue(length);
    }

    @Test
    void whatIsNotAllowedIsRefused() throws Exception {
        served.answering();
        HttpResponse<String> post = served.request("POST", "/keys/a");
        assertThat(post.statusCode()).isEqualTo(405);
        assertThat(post.headers().firstValue("Allow")).hasValue("GET, HEAD");
        assertThat(served.get("/keys/" + "x".repeat(8200)).statusCode()).isEqualTo(414);
        assertThat(served.get("/keys?after=" + "x".repeat(4100)).statusCode()).isEqualTo(414);
        assertThat(served.get("/keys/%ff").statusCode()).isEqualTo(400);
        assertThat(served.get("/keys/a?x=1").statusCode()).isEqualTo(400);
        assertThat(served.get("/other").statusCode()).isEqualTo(404);
        assertThat(
                        served.raw(
                                "GET /keys/a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\nabc"))
                .isEqualTo("HTTP/1.1 400");
        assertThat(served.raw("GET /keys/\u00e4 HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .isEqualTo("HTTP/1.1 400");
    }

    @Test
    void pagesOfOtherNamesThatPointHereAreRefused() throws Exception {
        served.answering();
        for (String host :
                new String[] {"localhost:7", "127.0.0.1", "[::1]:7", "streams.EXAMPLE:1"}) {
            assertThat(served.raw("GET /health HTTP/1.1\r\nHost: " + host + "\r\n\r\n"))
                    .as(host)
                    .isEqualTo("HTTP/1.1 200");
        }
        for (String host : new String[] {"evil.example", "127.0.0.1.evil.example:80", "[::2]"}) {
            assertThat(served.raw("GET /health HTTP/1.1\r\nHost: " + host + "\r\n\r\n"))
                    .as(host)
                    .isEqualTo("HTTP/1.1 421");
        }
        for (String origin : new String[] {"http://evil.example", "http://localhost", "null"}) {
            for (String path : new String[] {"/health", "/keys"}) {
                HttpResponse<String> refused = served.get(path, "Origin", origin);
                assertThat(refused.statusCode()).as(origin).isEqualTo(403);
                assertThat(refused.body()).contains("\"error\":\"Origin = " + origin);
            }
        }
        assertThat(served.get("/keys", "Origin", "http://" + served.instance.self()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void beforeThereAreAnswersItIsStarting() throws Exception {
        HttpResponse<String> health = served.get("/health");
        assertThat(health.statusCode()).isEqualTo(503);
        assertThat(health.body()).contains("\"status\":\"STARTING\"", "\"application\":\"app\"");
        HttpResponse<String> key = served.get("/keys/a");
        assertThat(key.statusCode()).isEqualTo(503);
        assertThat(key.headers().firstValue("Retry-After")).hasValue("1");
        served.answering();
        assertThat(served.get("/health").body())
                .isEqualTo(
                        "{\"status\":\"RUNNING\",\"application\":\"app\",\"active_tasks\":3,\"partitions\":[\"events-0\"],\"last_commit\":null,\"seconds_since_commit\":null,\"problem\":null}");
    }

    @Test
    void aRateThatIsExceededIsTold() throws Exception {
        try (Served slow = new Served(3).answering()) {
            slow.instance.keys.put("a", 0.5);
            for (int i = 0; i < 3; i++) {
                assertThat(slow.get("/keys/a").statusCode()).isEqualTo(200);
            }
            HttpResponse<String> much = slow.get("/keys/a");
            assertThat(much.statusCode()).isEqualTo(429);
            assertThat(much.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(much.body()).contains("streams.http-rate");
            assertThat(slow.get("/health").statusCode()).isEqualTo(200);
            for (int i = 0; i < 30; i++) {
                assertThat(slow.get("/keys/a", Peers.FORWARDED, Peers.ACTIVE).statusCode())
                        .isEqualTo(200);
            }
            assertThat(slow.get("/keys/a", Peers.FORWARDED, Peers.ACTIVE).statusCode())
                    .as("nobody gets past it by the header")
                    .isEqualTo(429);
        }
    }
}
