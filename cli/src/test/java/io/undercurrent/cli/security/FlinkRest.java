package io.undercurrent.cli.security;

import io.undercurrent.stream.trial.PemClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Flink's REST interface in a run's process says to whoever asks. */
final class FlinkRest {
    private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-f]{32})\"");
    private static final List<String> CLUSTER =
            List.of(
                    "config",
                    "overview",
                    "datasets",
                    "jars",
                    "jobs",
                    "jobs/overview",
                    "jobs/metrics",
                    "jobmanager/config",
                    "jobmanager/environment",
                    "jobmanager/logs",
                    "jobmanager/log",
                    "jobmanager/stdout",
                    "jobmanager/metrics",
                    "jobmanager/thread-dump",
                    "taskmanagers",
                    "taskmanagers/metrics");
    private static final List<String> JOB =
            List.of(
                    "",
                    "/accumulators?includeSerializedValue=true",
                    "/checkpoints",
                    "/checkpoints/config",
                    "/config",
                    "/exceptions",
                    "/execution-result",
                    "/jobmanager/config",
                    "/jobmanager/environment",
                    "/jobmanager/log-url",
                    "/metrics",
                    "/plan",
                    "/rescales",
                    "/status");

    private static final Pattern SAID = Pattern.compile("at (https://\\S+) .* key in (\\S+): curl");

    private final HttpClient client;
    private final String address;
    private final String job;

    private FlinkRest(String line) throws Exception {
        Matcher said = SAID.matcher(line);
        if (!said.find()) {
            throw new AssertionError("this line names no REST interface: " + line);
        }
        address = said.group(1) + "/";
        client = PemClient.of(Path.of(said.group(2)));
        Matcher id = ID.matcher(get(address + "jobs"));
        if (!id.find()) {
            throw new AssertionError("Flink's REST names no job");
        }
        job = id.group(1);
    }

    /** The interface that a line of a run names. */
    static FlinkRest of(String line) throws Exception {
        return new FlinkRest(line);
    }

    String exceptions() throws Exception {
        return get(address + "jobs/" + job + "/exceptions?maxExceptions=50");
    }

    /** Path to answer. */
    Map<String, String> everything() throws Exception {
        Map<String, String> answers = new LinkedHashMap<>();
        for (String path : CLUSTER) {
            answers.put(path, get(address + path));
        }
        for (String path : JOB) {
            answers.put("job" + path, get(address + "jobs/" + job + path));
        }
        Matcher vertex = ID.matcher(answers.get("job"));
        while (vertex.find()) {
            for (String path : List.of("", "/accumulators", "/metrics", "/subtasks/metrics")) {
                String at = "jobs/" + job + "/vertices/" + vertex.group(1) + path;
                answers.put(at, get(address + at));
            }
        }
        return answers;
    }

    private String get(String uri) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(uri)).timeout(Duration.ofSeconds(10)).build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
}
