package io.undercurrent.streams.queries;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A made-up instance behind the real server, and what a test asks it. */
final class Served implements AutoCloseable {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    final MadeUp instance;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final HttpFront front;

    Served(int perSecond) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        String self = "127.0.0.1:" + server.getAddress().getPort();
        instance = new MadeUp(self);
        front = new HttpFront(new Gate(perSecond, Set.of("streams.example"), () -> 0), "app");
        server.setExecutor(threads);
        server.createContext("/", front);
        server.start();
    }

    /** As {@link Queries#answer} does. */
    Served answering() {
        front.answer(
                instance,
                new Search(
                        instance, new Peers(2), new KeyJson(instance.self(), "m", "0".repeat(64))));
        return this;
    }

    HttpResponse<String> get(String path, String... headers) throws Exception {
        return request("GET", path, headers);
    }

    HttpResponse<String> request(String method, String path, String... headers) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://" + instance.self() + path))
                        .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** The status line that bytes as they are get. */
    String raw(String request) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.getAddress().getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            byte[] answer = socket.getInputStream().readNBytes(12);
            return new String(answer, StandardCharsets.ISO_8859_1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
