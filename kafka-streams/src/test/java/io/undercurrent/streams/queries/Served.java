package io.undercurrent.streams.queries;

import io.undercurrent.stream.http.HttpListener;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A made-up instance behind the real server, and what a test asks it. */
final class Served implements AutoCloseable {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    final MadeUp instance;
    private final HttpListener server;
    private final HttpFront front;

    Served(int perSecond) throws IOException {
        front = new HttpFront(new Gate(perSecond, () -> 0), "app");
        server =
                HttpListener.start(
                        new HttpListener.Place(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                                List.of("streams.example"),
                                "an option",
                                "served",
                                4),
                        front);
        instance = new MadeUp("127.0.0.1:" + server.address().getPort());
    }

    /** As {@link Queries#answer} does. */
    Served answering() {
        front.answer(
                new Search(
                        instance, new Peers(2), new KeyJson(instance.self(), "m", "0".repeat(64))),
                instance::health);
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
                new Socket(InetAddress.getLoopbackAddress(), server.address().getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            byte[] answer = socket.getInputStream().readNBytes(12);
            return new String(answer, StandardCharsets.ISO_8859_1);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
