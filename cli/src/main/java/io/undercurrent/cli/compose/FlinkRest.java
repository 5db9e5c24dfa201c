package io.undercurrent.cli.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** What the job manager says of the running job. */
final class FlinkRest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final ObjectMapper json = new ObjectMapper();
    private final URI root;

    FlinkRest(URI root) {
        this.root = root;
    }

    /**
     * A job as it is now.
     *
     * @param id Flink's id
     * @param tasks how many of its tasks run
     * @param running whether all of them do
     * @param parallelism of the scoring operator
     */
    record Job(String id, int tasks, boolean running, int parallelism) {}

    /** The unfinished job of a name; empty too where the job manager does not answer. */
    Optional<Job> job(String name) throws InterruptedException {
        for (JsonNode job : get("/jobs/overview").path("jobs")) {
            String state = job.path("state").asText();
            if (job.path("name").asText().equals(name)
                    && !state.matches("FINISHED|CANCELED|FAILED")) {
                return Optional.of(details(job.path("jid").asText()));
            }
        }
        return Optional.empty();
    }

    private Job details(String id) throws InterruptedException {
        JsonNode job = get("/jobs/" + id);
        boolean running = job.path("state").asText().equals("RUNNING");
        int tasks = 0;
        int parallelism = 0;
        for (JsonNode vertex : job.path("vertices")) {
            int all = vertex.path("parallelism").asInt();
            int run = vertex.path("tasks").path("RUNNING").asInt();
            tasks += run;
            running &= run == all;
            parallelism = Math.max(parallelism, all);
        }
        return new Job(id, tasks, running && tasks > 0, parallelism);
    }

    private JsonNode get(String path) throws InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(root.resolve(path)).timeout(PATIENCE).GET().build();
        try {
            return json.readTree(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (IOException e) {
            return json.createObjectNode(); // restarting, or killed in mid-answer
        }
    }
}
