package io.undercurrent.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.undercurrent.detect.episode.SourcePosition;
import io.undercurrent.schemas.Score;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.brokers.CommittedReader;
import io.undercurrent.stream.record.Incoming;
import io.undercurrent.stream.record.IncomingDecoder;
import io.undercurrent.stream.registry.SchemaChecks;
import io.undercurrent.stream.results.ResultReader;
import io.undercurrent.stream.trial.Patience;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * docker-compose.yml itself: brought up, looked through, disturbed by each of compose-demo's
 * commands (by two of them at night), taken down. Grafana is left out; its queries are run against
 * the Prometheus.
 */
@Containers(
        images = {
            "apache/kafka:4.3.1",
            "apicurio/apicurio-registry:3.3.3",
            "flink:2.3.0-java17",
            DemoInContainers.PROMETHEUS
        })
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ComposeIT {
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private DemoInContainers demo;
    private Prometheus prometheus;

    @BeforeAll
    void up(@TempDir Path folder) throws Exception {
        demo = new DemoInContainers(folder);
        prometheus = new Prometheus(demo.port("PROMETHEUS"));
        demo.run(2, "down", "--volumes"); // of a run that was cut off
        String[] up = {"up", "--service", "observer", "--service", "prometheus"};
        assertThat(demo.run(8, up).status()).isZero();
    }

    @AfterAll
    void down() throws Exception {
        assertThat(demo.run(3, "down", "--volumes").status()).isZero();
    }

    @Test
    @Order(0)
    void everyProfileIsValid() throws Exception {
        assertThat(demo.validate("observability", "train", "gpu"))
                .contains("trainer-gpu", "grafana", "nvidia");
    }

    @Test
    @Order(0)
    void ourImagesNameTheirBaseAndHoldTheBillOfMaterials() throws Exception {
        String label = "{{index .Config.Labels \"org.opencontainers.image.base.name\"}}";
        Map<String, String> bills =
                Map.of(
                        "undercurrent/cli:it", "/opt/undercurrent/sbom.json",
                        "undercurrent/flink:it", "/opt/flink/usrlib/sbom.json");
        for (var image : bills.entrySet()) {
            assertThat(docker("image", "inspect", "--format", label, image.getKey()))
                    .isEqualTo("flink:2.3.0-java17");
            String[] cat = {"run", "--rm", "--entrypoint", "cat", image.getKey(), image.getValue()};
            assertThat(docker(cat))
                    .isEqualTo(Files.readString(Checkout.file("target/sbom.json")).strip())
                    .contains("pkg:maven/io.netty/");
        }
    }

    @Test
    @Order(1)
    void anEventIsFollowedFromTheTopicToAQuery() throws Exception {
        String series = "undercurrent_value{field=\"temperature\"}";
        Patience.await("a value", () -> !prometheus.query(series).isEmpty());
        JsonNode found = prometheus.query(series).path(0);
        String key = found.at("/metric/key").asText();
        double value = found.path("value").path(1).asDouble();
        StreamSpec spec = demo.stream();
        Score score = score(spec, key, value);
        Incoming event = event(spec, score.getId());
        assertThat(event.key).isEqualTo(key);
        assertThat(event.values[0]).isEqualTo(value);
    }

    @Test
    @Order(2)
    void poisonBecomesDeadLettersAndNothingElseChanges() throws Exception {
        passes("poison");
    }

    @Test
    @Order(3)
    @Tag("nightly") // KillsIT kills processes; one that stands still is given up and replaced too
    void aKilledTaskManagerLosesNothing() throws Exception {
        passes("kill");
    }

    @Test
    @Order(4)
    @Tag("nightly") // KillsIT and SubmitIT change a job's parallelism
    void anotherParallelismChangesNoResult() throws Exception {
        passes("rescale");
    }

    @Test
    @Order(5)
    void aTaskManagerThatStoodStillLosesNothing() throws Exception {
        passes("pause", "--seconds", "11"); // Flink gives it up after 10
    }

    /** After the disturbances: by now there is something of everything to show. */
    @Test
    @Order(6)
    void everyQueryOfEveryDashboardReturnsData() throws Exception {
        JsonNode any = prometheus.query("undercurrent_upper").path(0).path("metric");
        List<String> queries = new ArrayList<>();
        for (Path file : Checkout.files("deploy/grafana/dashboards", ".json")) {
            for (JsonNode panel : Checkout.json(file).path("panels")) {
                for (JsonNode target : panel.path("targets")) {
                    queries.add(
                            target.path("expr")
                                    .asText()
                                    .replace("$key", any.path("key").asText("pump-01"))
                                    .replace("$field", any.path("field").asText("temperature")));
                }
            }
        }
        assertThat(queries).hasSizeGreaterThan(40);
        List<String> empty = new ArrayList<>(queries);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!empty.isEmpty() && System.nanoTime() < deadline) {
            for (String query : List.copyOf(empty)) {
                if (prometheus.hasData(query)) {
                    empty.remove(query);
                }
            }
            Thread.sleep(2000);
        }
        System.out.println(queries.size() + " queries of dashboards returned data");
        assertThat(empty).as("queries without data").isEmpty();
    }

    @Test
    @Order(7)
    @Tag("nightly") // TopicTrainingIT trains on a topic, SubmitIT changes a job's model
    void aTrainedModelTakesOverTheKeyStates() throws Exception {
        passes("train");
    }

    private static String docker(String... args) throws Exception {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(args));
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private void passes(String... command) throws Exception {
        DemoInContainers.Result result = demo.run(6, command);
        assertThat(result.output()).contains("expected: ", "seen: ");
        assertThat(result.status()).as(result.output()).isZero();
    }

    /** The committed score of a key and a value. */
    private static Score score(StreamSpec spec, String key, double value) throws Exception {
        ResultReader results = new ResultReader(spec);
        try (CommittedReader reader = new CommittedReader(spec)) {
            reader.begin(List.of(spec.sink().scores()));
            var consumer = reader.consumer();
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (System.nanoTime() < deadline) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                    Score score = results.score(record.value());
                    if (score.getKey().equals(key)
                            && Double.valueOf(value).equals(score.getValues().get(0))) {
                        return score;
                    }
                }
            }
        }
        throw new AssertionError("no committed score of " + key + " with " + value);
    }

    /** The source record that an id names. */
    private static Incoming event(StreamSpec spec, String id) throws Exception {
        SourcePosition at = SourcePosition.parse(spec.source().topic(), id);
        var place = new TopicPartition(spec.source().topic(), at.partition());
        try (CommittedReader reader = new CommittedReader(spec)) {
            var consumer = reader.consumer();
            consumer.assign(List.of(place));
            consumer.seek(place, at.offset());
            for (int i = 0; i < 60; i++) {
                for (ConsumerRecord<byte[], byte[]> r : consumer.poll(Duration.ofSeconds(1))) {
                    return new IncomingDecoder(spec.source(), SchemaChecks.resolve(spec))
                            .decode(
                                    r.topic(),
                                    r.partition(),
                                    r.offset(),
                                    r.timestamp(),
                                    r.key(),
                                    r.value());
                }
            }
        }
        throw new AssertionError("no record " + id);
    }
}
