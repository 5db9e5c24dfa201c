package io.undercurrent.schemas.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.undercurrent.testing.Fuzz;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever a registry answers, the client gives a schema or a refusal in plain characters. */
class AnswersFuzzTest {
    private static final String SCHEMA =
            "{\"schema\":\"{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"R\\\",\\\"fields\\\":[{\\\"name\\\":\\\"x\\\",\\\"type\\\":\\\"double\\\"}]}\","
                    + "\"id\":1,\"version\":1,\"subject\":\"s\",\"schemaType\":\"AVRO\"}";
    private static final String ERROR = "{\"error_code\":40403,\"message\":\"Schema not found\"}";
    private static final String REFERS =
            "{\"schema\":\"\\\"s\\\"\",\"references\":[{\"name\":\"s\",\"subject\":\"s\",\"version\":1}]}";

    private static final String[] TOKENS = {
        "null",
        "[]",
        "{}",
        "\"schemaType\":\"PROTOBUF\",",
        "\"references\":[{\"name\":\"a\",\"subject\":\"a\",\"version\":1}],",
        "[[[[[[[[[[[[[[[[[[[[",
        "\\u001b[2J",
        "\u001b[2J",
        "999999999999",
        "-1",
        "<html>"
    };

    private final HttpServer server;
    private volatile byte[] body;
    private volatile int status;

    AnswersFuzzTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] now = body;
            exchange.sendResponseHeaders(status, now.length == 0 ? -1 : now.length);
            exchange.getResponseBody().write(now);
        }
    }

    @Test
    void damagedAnswersAreSchemasOrRefused() {
        String url = "http://localhost:" + server.getAddress().getPort();
        SchemaRegistry registry = new SchemaRegistry(RegistrySettings.of(url));
        AtomicInteger id = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        String[] answers = {SCHEMA, ERROR, REFERS, "[1,2]"};
        int cases =
                Fuzz.cases(
                        "registry answers",
                        1_000,
                        random -> {
                            String good = answers[random.nextInt(answers.length)];
                            body = Fuzz.damaged(good.getBytes(UTF_8), random, TOKENS);
                            status = good.equals(ERROR) ? 404 : 200;
                            try {
                                switch (random.nextInt(3)) {
                                    case 0 -> registry.latest("s");
                                    case 1 -> registry.versions("s");
                                    default -> registry.byId(id.incrementAndGet());
                                }
                            } catch (RegistryException e) {
                                refused.incrementAndGet();
                                assertThat(e.getMessage().chars())
                                        .noneMatch(Character::isISOControl);
                            }
                        });
        assertThat(refused).hasValueBetween(1, cases);
    }
}
