package io.undercurrent.cli.submit;

import static io.undercurrent.cli.Cli.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.cli.Cli;
import io.undercurrent.job.cluster.ProcessCluster;
import io.undercurrent.kafka.local.LocalKafka;
import io.undercurrent.schemas.Score;
import io.undercurrent.schemas.ScoreStatus;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.results.ResultReader;
import io.undercurrent.stream.trial.CommittedCount;
import io.undercurrent.stream.trial.Stream;
import io.undercurrent.testing.FakeRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command against a Flink cluster of processes. */
@Tag("slow")
class SubmitIT {
    private static final String HOME = System.getProperty("user.home");
    private static final Pattern RUNNING = Pattern.compile("job ([0-9a-f]{32}) is RUNNING, (\\d+)");
    private static final String[] KEYS = {"a", "b", "c"};

    @TempDir Path folder;
    private LocalKafka kafka;
    private ProcessCluster cluster;
    private Stream stream;

    @BeforeEach
    void start() throws Exception {
        System.setProperty("user.home", folder.toString()); // where locks are
        kafka = LocalKafka.in(folder.resolve("kafka")).setting("log.retention.ms", "-1").start();
        cluster = ProcessCluster.start(folder.resolve("processes"), 1, 2);
        stream = new Stream(kafka, "source", 2, folder);
    }

    @AfterEach
    void stop() throws Exception {
        System.setProperty("user.home", HOME);
        if (cluster != null) {
            cluster.close();
        }
        kafka.close();
    }

    @Test
    void aJobIsSubmittedOnceAndReplacedByOneOfAnotherModelAndParallelism() throws Exception {
        String[] first = {"model: bundled:tiny", "job: {parallelism: 1}"};
        StreamSpec spec = stream.spec("kept", first);
        try (CommittedCount committed = counting(spec);
                FakeRegistry registry = new FakeRegistry()) {
            stream.send(0, 60, KEYS);
            Path yaml = yaml("first", first);
            Cli submitted = submit(yaml);
            assertThat(submitted.out()).as(submitted.err()).contains("starting without state");
            String job = running(submitted, 2);
            committed.await(180, cluster::logs);

            Cli again = submit(yaml);
            assertThat(again.status()).as(again.err()).isZero();
            assertThat(again.out()).contains("job " + job + " runs on", "already");
            refused(Cli.run("", "run", yaml.toString()), "checkpoint.folder", job, "RUNNING");

            // Refused before anything is stopped: key states of one field mean nothing for two.
            Path other = yaml("other", "source.values: [value, more]", first[0], first[1]);
            refused(submit(other, "--restart"), "model: ", "channels=1");
            Path large = yaml("large", first[0], "job: {parallelism: 3}");
            refused(submit(large, "--restart", "--wait", "1s"), "job.parallelism = 3", "2 slots");
            assertThat(cluster.rest().status(job)).isEqualTo("RUNNING");

            // Results carry a registry's ids from here on.
            Path second =
                    yaml(
                            "second",
                            "model: bundled:tiny?seed=7",
                            "job: {parallelism: 2}",
                            "sink.avro.encoding: confluent",
                            "registry: {url: '" + registry.url() + "', timeout: 20s}");
            Cli restarted = submit(second, "--restart");
            assertThat(restarted.out())
                    .as(restarted.err())
                    .contains("stopped job " + job, "resuming from ", "rebuilt");
            assertThat(running(restarted, 4)).isNotEqualTo(job);
            assertThat(cluster.rest().status(job)).isEqualTo("FINISHED");
            stream.send(60, 90, KEYS);
            committed.await(270, cluster::logs);
            check(StreamSpec.load(second));
        }
    }

    /** Every event once, in order, by the model of its time, and no key's state lost. */
    private void check(StreamSpec spec) throws Exception {
        ResultReader results = new ResultReader(spec);
        List<Score> scores = new ArrayList<>();
        for (var record : stream.committed(1, spec.sink().scores())) {
            scores.add(results.score(record.value()));
        }
        List<Score> a = scores.stream().filter(score -> score.getKey().equals("a")).toList();
        assertThat(a).hasSize(89); // every 50th is a dead letter
        assertThat(a.get(58).getModelId()).startsWith("tiny@");
        assertThat(a.get(59).getModelId()).startsWith("tiny-seed7@");
        assertThat(a.get(59).getStatus()).isEqualTo(ScoreStatus.SCORED);
        assertThat(scores.stream().map(Score::getId).distinct()).hasSameSizeAs(scores);
    }

    /** The outputs must be there to be counted. */
    private CommittedCount counting(StreamSpec spec) {
        for (String topic :
                List.of(
                        spec.sink().scores(),
                        spec.sink().deadLetters(),
                        spec.sink().anomalies(),
                        spec.sink().forecasts())) {
            kafka.createTopic(topic, 2);
        }
        return new CommittedCount(stream, spec);
    }

    private Path yaml(String file, String... more) throws IOException {
        String text = stream.text("kept", more);
        if (more[0].startsWith("source.values")) {
            text = text.replace("source.values: [value]\n", "");
        }
        return Files.writeString(folder.resolve(file + ".yaml"), text);
    }

    private Cli submit(Path yaml, String... more) {
        List<String> args =
                new ArrayList<>(
                        List.of("submit", yaml.toString(), "--flink", cluster.rest().url()));
        args.addAll(List.of(more));
        return Cli.run("", args.toArray(String[]::new));
    }

    private static String running(Cli run, int tasks) {
        assertThat(run.status()).as(run.out() + run.err()).isZero();
        Matcher running = RUNNING.matcher(run.out());
        assertThat(running.find()).as(run.out()).isTrue();
        assertThat(Integer.parseInt(running.group(2))).isGreaterThanOrEqualTo(tasks);
        return running.group(1);
    }
}
