package io.undercurrent.streams.queries;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.runtime.ResolvedStream;
import io.undercurrent.streams.run.Application;
import io.undercurrent.streams.run.StreamsRun;
import io.undercurrent.streams.run.WorkWatch;
import io.undercurrent.streams.scoring.ScoringTopology;
import io.undercurrent.streams.scoring.SharedModel;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.awaitility.Awaitility;

/** An instance of the application in this process, with its server. */
final class Node implements AutoCloseable {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    final Queries queries;
    final StreamsRun run;
    final SharedModel model;
    final WorkWatch watch;

    Node(Path folder, String brokers) throws Exception {
        this(QueriesIT.spec(folder, brokers, "127.0.0.1:0"));
    }

    Node(StreamSpec spec) throws Exception {
        model = new SharedModel(spec);
        queries = Queries.listen(spec);
        Properties settings = Application.settings(spec, model);
        queries.into(settings);
        run = StreamsRun.of(ScoringTopology.build(ResolvedStream.of(spec), model), settings);
        assertThat(get("/health").body()).contains("STARTING");
        watch = new WorkWatch(run.streams(), spec);
        queries.answer(run.streams(), model, watch::now);
    }

    void start() {
        run.start();
    }

    String address() {
        return queries.address().orElseThrow();
    }

    HttpResponse<String> get(String path) throws Exception {
        return get(address(), path);
    }

    static HttpResponse<String> get(String address, String path) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://" + address + path)).build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** Asks until the answer has it. */
    void await(String path, String part) throws Exception {
        Awaitility.await(path)
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(get(path).body()).contains(part));
    }

    @Override
    public void close() {
        watch.close();
        run.close();
        queries.close();
    }
}
