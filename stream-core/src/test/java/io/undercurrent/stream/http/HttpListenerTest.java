package io.undercurrent.stream.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that are slow, many or hostile, and those that must be answered beside them. */
@Timeout(120)
class HttpListenerTest {
    private static final int WORKERS = 2;
    private static final int PATIENCE_MILLIS = 20_000;
    private static final byte[] LARGE = new byte[8 << 20];

    private final CountDownLatch gate = new CountDownLatch(1);
    private final List<Socket> clients = new ArrayList<>();
    private HttpListener server;

    private final class Service implements HttpService {
        @Override
        public HttpReply answer(HttpRequest request) {
            switch (request.path()) {
                case "/wait" -> await(gate);
                case "/fail" -> throw new StackOverflowError("made up");
                case "/large" -> {
                    return new HttpReply(200, "text/plain", Map.of(), LARGE);
                }
                default -> {}
            }
            return HttpReply.text(200, request.path() + "?" + request.query());
        }

        @Override
        public HttpReply health(HttpRequest request) {
            return HttpReply.text(200, "well");
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @BeforeEach
    void start() throws IOException {
        server =
                HttpListener.start(
                        new HttpListener.Place(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                                List.of("a.example"),
                                "an option",
                                "test",
                                WORKERS),
                        new Service());
    }

    @AfterEach
    void stop() throws IOException {
        gate.countDown();
        server.close();
        for (Socket client : clients) {
            client.close();
        }
    }

    private Socket open() throws IOException {
        Socket client = new Socket(server.address().getAddress(), server.address().getPort());
        client.setSoTimeout(PATIENCE_MILLIS);
        clients.add(client);
        return client;
    }

    private Socket send(String text) throws IOException {
        Socket client = open();
        client.getOutputStream().write(text.getBytes(ISO_8859_1));
        return client;
    }

    private static String all(Socket client) throws IOException {
        return new String(client.getInputStream().readAllBytes(), ISO_8859_1);
    }

    /** The whole answer, on a connection of its own that ends with it. */
    private String get(String path) throws IOException {
        return all(
                send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"));
    }

    private int status(String request) throws IOException {
        String line = all(send(request));
        assertThat(line).as(request).startsWith("HTTP/1.1 ");
        return Integer.parseInt(line.substring(9, 12));
    }

    private void othersAreAnswered() throws IOException {
        for (int i = 0; i < 3; i++) {
            assertThat(get("/health")).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\nwell\n");
            assertThat(get("/metrics")).startsWith("HTTP/1.1 200 ").endsWith("\n/metrics?null\n");
        }
    }

    @Test
    void halfRequestsHoldNothingUp() throws IOException {
        String[] halves = {"", "G", "GET /metrics", "GET /metrics HTTP/1.1\r\nHost: localhost\r\n"};
        for (int i = 0; i < 2 * HttpListener.MAX_CONNECTIONS; i++) {
            send(halves[i % halves.length]);
        }
        othersAreAnswered();
    }

    @Test
    void theConnectionThatKeptUsWaitingLongestIsClosedForANewOne() throws IOException {
        Socket first = send("GET /metrics");
        for (int i = 0; i < HttpListener.MAX_CONNECTIONS; i++) {
            send("GET /metrics");
        }
        assertThat(all(first)).isEmpty();
        othersAreAnswered();
    }

    @Test
    void bytesThatTrickleInAreEndedAfterTheirTime() throws Exception {
        Socket slow = send("GET /metrics HTTP/1.1\r\nX: ");
        Thread trickle =
                new Thread(
                        () -> {
                            try {
                                while (true) {
                                    slow.getOutputStream().write('x');
                                    Thread.sleep(200);
                                }
                            } catch (IOException | InterruptedException e) {
                                // It was closed, as is wanted.
                            }
                        });
        trickle.start();
        assertThat(all(slow)).startsWith("HTTP/1.1 408 ");
        trickle.interrupt();
        trickle.join();
    }

    @Test
    void slowReadersHoldNothingUpAndTheirAnswersAreBounded() throws IOException {
        int answers = (int) (2 * HttpListener.MAX_UNSENT_BYTES / LARGE.length);
        for (int i = 0; i < answers; i++) {
            SocketChannel reader = SocketChannel.open();
            reader.socket().setReceiveBufferSize(4096);
            reader.connect(server.address());
            clients.add(reader.socket());
            reader.write(
                    ByteBuffer.wrap(
                            "GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII)));
            othersAreAnswered();
        }
        assertThat(get("/large")).hasSizeGreaterThan(LARGE.length);
    }

    @Test
    void healthIsAnsweredWhileAllOthersWaitAndTheirQueueIsBounded() throws IOException {
        List<Socket> waiting = new ArrayList<>();
        for (int i = 0; i < WORKERS + 64; i++) {
            waiting.add(send("GET /wait HTTP/1.0\r\n\r\n"));
        }
        // Those that wait are counted once they were read, which may take a moment.
        String refused = "";
        while (!refused.startsWith("HTTP/1.1 503 ")) {
            refused = tried("/wait");
        }
        assertThat(refused).contains("\r\n\r\ntoo many requests wait: ask again\n");
        assertThat(get("/health")).startsWith("HTTP/1.1 200 ");
        gate.countDown();
        assertThat(all(waiting.get(0))).startsWith("HTTP/1.1 200 ");
        assertThat(get("/metrics")).startsWith("HTTP/1.1 200 ");
    }

    /** Empty while it waits for an answer. */
    private String tried(String path) throws IOException {
        Socket client = send("GET " + path + " HTTP/1.0\r\n\r\n");
        client.setSoTimeout(200);
        try {
            return all(client);
        } catch (java.net.SocketTimeoutException e) {
            return "";
        }
    }

    @Test
    void aFailureIsAnAnswer() throws IOException {
        assertThat(get("/fail"))
                .startsWith("HTTP/1.1 500 ")
                .endsWith("the request failed; the log says why\n");
        othersAreAnswered();
    }

    @Test
    void connectionsAreKeptAndRequestsMayFollowAtOnce() throws IOException {
        Socket client =
                send(
                        "\r\nGET /a?b HTTP/1.1\r\nHost: localhost\r\n\r\n"
                                + "HEAD /health HTTP/1.1\r\nhost:localhost\r\n\r\n"
                                + "GET /c HTTP/1.1\r\nHost: localhost\r\nConnection: x, Close\r\n\r\n");
        String all = all(client);
        assertThat(all.split("HTTP/1.1 200 OK\r\n", -1)).hasSize(4);
        assertThat(all)
                .containsPattern("Date: [A-Z][a-z]{2}, \\d{2} [A-Z][a-z]{2} \\d{4} ")
                .contains("\r\n\r\n/a?b\nHTTP/1.1")
                .contains("Content-Length: 5\r\n")
                .doesNotContain("well")
                .endsWith("Connection: close\r\n\r\n/c?null\n");
    }

    @Test
    void aRequestMayComeInPieces() throws IOException {
        Socket client = open();
        client.setTcpNoDelay(true);
        String request =
                "GET /a?b HTTP/1.1\r\nHost: localhost\r\n\r\n"
                        + "GET /c HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        for (byte b : request.getBytes(US_ASCII)) {
            client.getOutputStream().write(b);
        }
        assertThat(all(client)).contains("\r\n\r\n/a?b\nHTTP/1.1").endsWith("\r\n\r\n/c?null\n");
    }

    @Test
    void whatIsSentAheadIsAnsweredInItsOrder() throws Exception {
        int requests = 2000;
        StringBuilder ahead = new StringBuilder();
        for (int i = 0; i < requests; i++) {
            ahead.append("GET /").append(i).append(" HTTP/1.1\r\nHost: localhost\r\n\r\n");
        }
        Socket client = open();
        Thread sender =
                new Thread(
                        () -> {
                            try {
                                client.getOutputStream()
                                        .write((ahead + "no_request\r\n\r\n").getBytes(US_ASCII));
                            } catch (IOException e) {
                                // Then answers are missing.
                            }
                        });
        sender.start();
        List<String> answers = List.of(all(client).split("HTTP/1.1 (?=\\d)", -1));
        sender.join();
        assertThat(answers).hasSize(requests + 2);
        for (int i = 0; i < requests; i++) {
            assertThat(answers.get(i + 1)).endsWith("\r\n\r\n/" + i + "?null\n");
        }
        assertThat(answers.get(requests + 1)).startsWith("400 ");
    }

    @Test
    void aRefusalOfHeadHasNoBody() throws IOException {
        String head = all(send("HEAD /a HTTP/1.1\r\nHost: evil.example\r\n\r\n"));
        String get = all(send("GET /a HTTP/1.1\r\nHost: evil.example\r\n\r\n"));
        assertThat(head).startsWith("HTTP/1.1 421 ").endsWith("\r\n\r\n");
        assertThat(get).contains("evil.example: this server answers to localhost");
        String length = "(?s).*Content-Length: (\\d+)\r\n.*";
        assertThat(head.replaceAll(length, "$1")).isEqualTo(get.replaceAll(length, "$1"));
    }

    @Test
    void whatIsNoPlainRequestIsRefused() throws IOException {
        String host = "Host: localhost\r\n";
        assertThat(status("POST /a HTTP/1.1\r\n" + host + "\r\n")).isEqualTo(405);
        assertThat(all(send("PUT /a HTTP/1.1\r\n" + host + "\r\n")))
                .contains("Allow: GET, HEAD\r\n");
        for (String head :
                List.of(
                        "GET /a HTTP/1.1\r\n\r\n",
                        "GET http://localhost/a HTTP/1.1\r\n" + host + "\r\n",
                        "GET  /a HTTP/1.1\r\n" + host + "\r\n",
                        "GET /\u00e4 HTTP/1.1\r\n" + host + "\r\n",
                        "GET /a#b HTTP/1.1\r\n" + host + "\r\n",
                        "GET /a HTTP/1.1\n" + host + "\r\n",
                        "GET /a HTTP/1.1\r\n" + host + " folded\r\n\r\n",
                        "GET /a HTTP/1.1\r\n" + host + "Name : x\r\n\r\n",
                        "GET /a HTTP/1.1\r\n" + host + "Name: \u0000\r\n\r\n",
                        "GET /a HTTP/1.1\r\n" + host + "Name: a\rb\r\n\r\n",
                        "GET /a  HTTP/1.1\r\n" + host + "\r\n",
                        "GET /a HTTP/1.1 \r\n" + host + "\r\n",
                        " GET /a HTTP/1.1\r\n" + host + "\r\n",
                        "GET /a\r\n\r\n",
                        "GET /a HTTP/1.1\r\n"
                                + host
                                + "Content-Length: 0\r\nContent-Length: 3\r\n\r\n",
                        "GET /a HTTP/1.1\r\n" + host + host + "\r\n",
                        "GET /a HTTP/1.1\r\nHost: local host\r\n\r\n",
                        "GET /a HTTP/1.1\r\n" + host + "Content-Length: 3\r\n\r\nabc",
                        "GET /a HTTP/1.1\r\n"
                                + host
                                + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                        "\u0016\u0003\u0001\u0002\u0000\u0001\r\n\r\n")) {
            assertThat(status(head)).as(head).isEqualTo(400);
        }
        assertThat(status("GET /a HTTP/2.0\r\n" + host + "\r\n")).isEqualTo(505);
        assertThat(status("GET /" + "x".repeat(8192) + " HTTP/1.1\r\n" + host + "\r\n"))
                .isEqualTo(414);
        assertThat(status("GET /" + "x".repeat(40_000) + " HTTP/1.1\r\n" + host + "\r\n"))
                .isEqualTo(414);
        assertThat(status("GET /?" + "x".repeat(4097) + " HTTP/1.1\r\n" + host + "\r\n"))
                .isEqualTo(414);
        assertThat(status("GET /a HTTP/1.1\r\n" + host + "A: b\r\n".repeat(64) + "\r\n"))
                .isEqualTo(431);
        assertThat(status("GET /a HTTP/1.1\r\nX: " + "y".repeat(40_000) + "\r\n\r\n"))
                .isEqualTo(431);
        othersAreAnswered();
    }

    @Test
    void anythingIsAnsweredOrClosedAndTheServerLives() throws IOException {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("HttpListenerTest: -Dseed=" + seed);
        Random random = new Random(seed);
        byte[] fine = "GET /a?b HTTP/1.1\r\nHost: localhost\r\nX: y\r\n\r\n".getBytes(US_ASCII);
        for (int i = 0; i < 2000; i++) {
            byte[] bytes = fine.clone();
            for (int j = random.nextInt(4); j >= 0; j--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try (Socket client = open()) {
                client.getOutputStream().write(bytes, 0, 1 + random.nextInt(bytes.length));
                client.shutdownOutput();
                assertThat(all(client)).as("seed %d, case %d", seed, i).matches("(?s)|HTTP/1.1 .*");
            } catch (java.net.SocketException e) {
                // It was closed while bytes were on their way.
            }
            clients.clear();
        }
        othersAreAnswered();
    }

    @RepeatedTest(20)
    void closingFreesThePort() throws IOException {
        InetSocketAddress address = server.address();
        Socket open = send("GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertThat(open.getInputStream().read()).isEqualTo('H');
        server.close();
        assertThat(all(open)).startsWith("TTP/1.1 200");
        HttpListener.Place again =
                new HttpListener.Place(address, List.of(), "an option", "again", 1);
        HttpListener.start(again, new Service()).close();
        assertThat(new String(HttpReply.text(200, "x").body(), UTF_8)).isEqualTo("x\n");
    }
}
