package io.undercurrent.job.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Optional;

/** Queries a JobManager over HTTP; if it does not answer, the answer counts as empty. */
public final class RestApi {
    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final String root;

    RestApi(int port) {
        root = "http://localhost:" + port;
    }

    /** The JobManager's URL. */
    public String url() {
        return root;
    }

    /** The number of slots that TaskManagers offer and no job holds. */
    public int freeSlots() throws InterruptedException {
        return get("/overview").path("slots-available").asInt();
    }

    /** The id of the only TaskManager; a restarted TaskManager has another one. */
    String taskManagerId() throws InterruptedException {
        return get("/taskmanagers").path("taskmanagers").path(0).path("id").asText();
    }

    /** The job's state, such as RUNNING or CANCELED. */
    public String status(String jobId) throws InterruptedException {
        return get("/jobs/" + jobId).path("state").asText();
    }

    /**
     * Stops a job at a savepoint.
     *
     * @return the savepoint's path; empty if the job could not take one just now
     */
    public Optional<String> stopWithSavepoint(String jobId, String folder)
            throws InterruptedException {
        String body =
                String.format(
                        Locale.ROOT, "{\"targetDirectory\": \"%s\", \"drain\": false}", folder);
        HttpRequest.Builder stop =
                request("/jobs/" + jobId + "/stop").POST(BodyPublishers.ofString(body));
        String trigger = ask(stop).path("request-id").asText();
        JsonNode answer;
        do {
            Thread.sleep(100);
            answer = get("/jobs/" + jobId + "/savepoints/" + trigger);
        } while (answer.path("status").path("id").asText().equals("IN_PROGRESS"));
        JsonNode location = answer.path("operation").path("location");
        return location.isMissingNode() ? Optional.empty() : Optional.of(location.asText());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(root + path));
    }

    private JsonNode get(String path) throws InterruptedException {
        return ask(request(path));
    }

    private JsonNode ask(HttpRequest.Builder builder) throws InterruptedException {
        HttpRequest request = builder.build();
        try {
            return json.readTree(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (IOException e) {
            // It is not listening yet, or was killed while it answered; a caller that waits fails
            // in time.
            return json.createObjectNode();
        }
    }
}
