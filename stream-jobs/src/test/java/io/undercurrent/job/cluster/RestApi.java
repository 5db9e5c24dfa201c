package io.undercurrent.job.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** What a JobManager tells over HTTP; a JobManager that does not listen yet knows nothing. */
final class RestApi {
    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final String root;

    RestApi(int port) {
        root = "http://localhost:" + port;
    }

    /** Slots that TaskManagers offer and no job holds. */
    int freeSlots() throws InterruptedException {
        return get("/overview").path("slots-available").asInt();
    }

    /** The only TaskManager's id, which a TaskManager that came back would not keep. */
    String taskManagerId() throws InterruptedException {
        return get("/taskmanagers").path("taskmanagers").path(0).path("id").asText();
    }

    /** RUNNING, CANCELED and so on. */
    String status(String jobId) throws InterruptedException {
        return get("/jobs/" + jobId).path("state").asText();
    }

    private JsonNode get(String path) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(root + path)).build();
        try {
            return json.readTree(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (ConnectException e) {
            return json.createObjectNode();
        } catch (IOException e) {
            throw new AssertionError("GET " + path + " at " + root, e);
        }
    }
}
