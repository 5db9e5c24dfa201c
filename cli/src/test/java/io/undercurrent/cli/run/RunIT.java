package io.undercurrent.cli.run;

import static io.undercurrent.cli.Cli.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.cli.Child;
import io.undercurrent.cli.Cli;
import io.undercurrent.kafka.local.LocalKafka;
import io.undercurrent.stream.metrics.Sample;
import io.undercurrent.stream.metrics.StreamMetric;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code run} does with a folder that another run uses or used. */
@Tag("slow")
class RunIT {
    private static final String HOME = System.getProperty("user.home");
    private static final int EVENTS = 50;

    @TempDir static Path folder;
    private static LocalKafka kafka;
    private static Declared declared;

    @BeforeAll
    static void start() {
        System.setProperty("user.home", folder.toString()); // where the children's locks are
        kafka = LocalKafka.start(folder.resolve("kafka"));
        kafka.createTopic("source", 1);
        declared = new Declared(kafka.bootstrapServers(), "source", folder);
        declared.sendAll(EVENTS);
    }

    @AfterAll
    static void stop() {
        kafka.close();
        System.setProperty("user.home", HOME);
    }

    @Test
    void aFolderServesOneRunAndItsOwnModelAndBeginsAnewOnlyWhenAsked() throws Exception {
        String yaml =
                declared.yaml(
                                "kept",
                                "job.rebuild-events: 0",
                                "metrics.prometheus: \"127.0.0.1:0\"")
                        .toString();
        try (Child run = Child.start(folder, "run", yaml)) {
            run.awaitLine("running: ");
            refused(Cli.run("", "run", yaml), "checkpoint.folder", "another run uses it");
            refused(
                    runOf("elsewhere", "sink.transactional-id-prefix: kept"),
                    "sink.transactional-id-prefix = kept",
                    "another prefix");
            try (var committed = new Committed(kafka.bootstrapServers(), "kept")) {
                committed.awaitExactly(EVENTS * Declared.KEYS.size());
            }
            String url = run.awaitLine("metrics at ").replaceFirst("metrics at ", "");
            List<Sample> samples = scrape(url);
            assertThat(total(samples, StreamMetric.EVENTS, Map.of()))
                    .isEqualTo(EVENTS * Declared.KEYS.size());
            assertThat(total(samples, StreamMetric.DEAD_LETTERS, Map.of("reason", "UNDECODABLE")))
                    .isEqualTo(Declared.KEYS.size());
            assertThat(total(samples, StreamMetric.DEAD_LETTERS, Map.of()))
                    .isEqualTo(Declared.KEYS.size());
            assertThat(total(samples, StreamMetric.MODEL_INFO, Map.of("model", "universal")))
                    .isEqualTo(1);
            run.terminate();
            assertThat(run.status()).as(run.output()).isZero();
        }
        Path savepoint = savepoint();
        refused(runOf("kept", "job.max-parallelism: 64"), "job.max-parallelism = 64", "--fresh");
        String other = declared.yaml("kept", "model: bundled:tiny?seed=7").toString();
        try (Child run = Child.start(folder, "run", other)) {
            assertThat(run.status()).as(run.output()).isEqualTo(2);
            assertThat(run.awaitLine("belongs to model"))
                    .contains("model universal@", "runs model tiny-seed7@", "--fresh");
        }
        assertThat(savepoint()).as("a refused run leaves all as it was").isEqualTo(savepoint);
        try (Child run = Child.start(folder, "run", "--fresh", yaml)) {
            run.awaitLine("discarded ");
            run.awaitLine("starting without state");
            run.awaitLine("running: ");
            run.terminate(); // before the tasks can have been deployed
            assertThat(run.status()).as(run.output()).isZero();
            assertThat(run.awaitLine("stopped at ")).contains(savepoint().toString());
            assertThat(savepoint()).isNotEqualTo(savepoint);
        }
    }

    private static List<Sample> scrape(String url) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
        return Sample.parse(
                HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body());
    }

    /** What the samples of a metric with these labels, among others, sum up to. */
    private static double total(
            List<Sample> samples, StreamMetric metric, Map<String, String> labels) {
        String name = metric.prometheusName();
        List<Sample> found =
                samples.stream()
                        .filter(sample -> sample.name().equals(name))
                        .filter(sample -> sample.labels().entrySet().containsAll(labels.entrySet()))
                        .toList();
        assertThat(found).as("%s%s in %s", name, labels, samples).isNotEmpty();
        return found.stream().mapToDouble(Sample::value).sum();
    }

    /** The one savepoint in the folder. */
    private static Path savepoint() throws IOException {
        try (var entries = Files.list(folder.resolve("kept"))) {
            List<Path> found =
                    entries.filter(path -> path.getFileName().toString().startsWith("savepoint-"))
                            .toList();
            assertThat(found).hasSize(1);
            return found.get(0);
        }
    }

    private static Cli runOf(String name, String... more) throws IOException {
        return Cli.run("", "run", declared.yaml(name, more).toString());
    }
}
