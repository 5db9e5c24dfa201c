package io.undercurrent.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Asks a Prometheus. */
final class Prometheus {
    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final String root;

    Prometheus(int port) {
        root = "http://localhost:" + port;
    }

    /** The result of a query: an array of series, empty where there is no data. */
    JsonNode query(String expression) throws IOException, InterruptedException {
        String url = root + "/api/v1/query?query=" + URLEncoder.encode(expression, UTF_8);
        HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new AssertionError(expression + ": " + answer.body());
        }
        return json.readTree(answer.body()).path("data").path("result");
    }

    /** Whether a query gives a number now. */
    boolean hasData(String expression) throws IOException, InterruptedException {
        for (JsonNode series : query(expression)) {
            if (!series.path("value").path(1).asText("NaN").equals("NaN")) {
                return true;
            }
        }
        return false;
    }
}
