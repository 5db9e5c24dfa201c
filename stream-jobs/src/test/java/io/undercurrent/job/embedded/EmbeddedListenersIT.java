package io.undercurrent.job.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.undercurrent.kafka.local.LocalKafka;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.option.SpecException;
import io.undercurrent.stream.brokers.BrokerChecks;
import io.undercurrent.stream.metrics.MetricsServer;
import io.undercurrent.stream.runtime.ResolvedStream;
import io.undercurrent.stream.trial.ListeningSockets;
import io.undercurrent.stream.trial.Patience;
import io.undercurrent.stream.trial.PemClient;
import io.undercurrent.stream.trial.Stream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** On which ports a job in this process listens, and who is answered there. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "reads /proc")
class EmbeddedListenersIT {
    private static final Pattern REST = Pattern.compile("at (https://\\S+) .* key in (\\S+): curl");

    @TempDir static Path folder;
    private static LocalKafka kafka;
    private static List<InetSocketAddress> before;

    @BeforeAll
    static void start() throws IOException {
        kafka = LocalKafka.in(folder.resolve("kafka")).setting("log.retention.ms", "-1").start();
        before = sockets();
        assertThat(before).as("the broker's").hasSizeGreaterThanOrEqualTo(2);
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    private static List<InetSocketAddress> sockets() throws IOException {
        return ListeningSockets.of(ProcessHandle.current().pid());
    }

    private static List<InetSocketAddress> opened() throws IOException {
        List<InetSocketAddress> opened = new ArrayList<>(sockets());
        opened.removeAll(before);
        return opened;
    }

    private static StreamSpec spec(String name, String... more) throws Exception {
        Stream stream = new Stream(kafka, name, 2, folder);
        StreamSpec spec = stream.spec(name, more);
        new BrokerChecks(spec).check();
        stream.send(0, 20, "a", "b", "c");
        return spec;
    }

    private static void awaitRunning(EmbeddedJob job) {
        Patience.await("the job to run", () -> job.status() == JobStatus.RUNNING);
    }

    @Test
    void aJobOpensNoPort() throws Exception {
        StreamSpec spec = spec("quiet");
        try (EmbeddedJob job = EmbeddedJob.start(ResolvedStream.of(spec), Optional.empty())) {
            awaitRunning(job);
            assertThat(job.rest()).isEmpty();
            assertThat(opened()).as("sockets that the job opened").isEmpty();
            assertThat(StopWithSavepoint.stop(job)).contains("savepoint-");
        }
        assertThat(opened()).isEmpty();
    }

    @Test
    void healthSaysWhichPartitionsAreWorkedOnAndWhenTheLastCheckpointWas() throws Exception {
        StreamSpec spec = spec("health", "metrics.prometheus: 127.0.0.1:0");
        try (MetricsServer metrics = MetricsServer.listen(spec);
                EmbeddedJob job =
                        EmbeddedJob.start(
                                ResolvedStream.of(spec),
                                Optional.empty(),
                                RecoveryClaimMode.CLAIM,
                                false,
                                metrics)) {
            URI scrape = URI.create(metrics.url().orElseThrow());
            HttpClient client = HttpClient.newHttpClient();
            HttpRequest health = HttpRequest.newBuilder(scrape.resolve("/health")).build();
            Patience.await(
                    "a checkpoint to be told",
                    () ->
                            client.send(health, BodyHandlers.ofString())
                                    .body()
                                    .contains("\"last_commit\":\"20"));
            HttpResponse<String> told = client.send(health, BodyHandlers.ofString());
            assertThat(told.statusCode()).isEqualTo(200);
            assertThat(told.body())
                    .startsWith("{\"status\":\"RUNNING\",\"application\":\"undercurrent-health\",")
                    .contains("\"partitions\":[\"health-0\",\"health-1\"]");
            String text =
                    client.send(HttpRequest.newBuilder(scrape).build(), BodyHandlers.ofString())
                            .body();
            assertThat(text)
                    .contains("undercurrent_healthy 1\n")
                    .contains("undercurrent_source_partition_info{partition=\"health-1\"} 1\n")
                    .containsPattern("undercurrent_last_commit_timestamp_seconds \\d");
            job.cancel();
        }
    }

    @Test
    void flinksRestInterfaceAnswersOnlyClientsWithTheKey() throws Exception {
        StreamSpec spec = spec("asked", "job.rest.port: 0");
        Path keys;
        try (EmbeddedJob job = EmbeddedJob.start(ResolvedStream.of(spec), Optional.empty())) {
            awaitRunning(job);
            Matcher said = REST.matcher(job.rest().orElseThrow());
            assertThat(said.find()).as(job.rest().orElseThrow()).isTrue();
            URI at = URI.create(said.group(1));
            keys = Path.of(said.group(2));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keys)))
                    .isEqualTo("rwx------");
            assertThat(keys.toFile().list()).containsExactlyInAnyOrder("client.pem", "server.pem");
            assertThat(opened())
                    .singleElement()
                    .satisfies(socket -> assertThat(socket.getPort()).isEqualTo(at.getPort()))
                    .satisfies(
                            socket -> assertThat(socket.getAddress().isLoopbackAddress()).isTrue());
            HttpRequest jobs = HttpRequest.newBuilder(at.resolve("/jobs")).build();
            HttpResponse<String> answer = PemClient.of(keys).send(jobs, BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("\"status\":\"RUNNING\"");
            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                    .hasValue("https://localhost");
            HttpClient stranger = PemClient.withoutKey(keys);
            assertThatThrownBy(() -> stranger.send(jobs, BodyHandlers.ofString()))
                    .isInstanceOf(IOException.class);
            HttpRequest plain =
                    HttpRequest.newBuilder(URI.create("http://localhost:" + at.getPort() + "/jobs"))
                            .version(HttpClient.Version.HTTP_1_1)
                            .build();
            assertThat(HttpClient.newHttpClient().send(plain, BodyHandlers.ofString()).statusCode())
                    .as("sent on to the port with TLS")
                    .isBetween(300, 399);
            StreamSpec taken = spec("taken", "job.rest.port: " + at.getPort());
            assertThatThrownBy(() -> EmbeddedJob.start(ResolvedStream.of(taken), Optional.empty()))
                    .isInstanceOf(SpecException.class)
                    .hasMessageContaining("job.rest.port = " + at.getPort())
                    .hasMessageContaining("name another port");
            job.cancel();
        }
        assertThat(keys).doesNotExist();
        assertThat(opened()).isEmpty();
    }
}
