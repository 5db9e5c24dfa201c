package io.undercurrent.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.cli.Main;
import io.undercurrent.cli.ProgramLib;
import io.undercurrent.kafka.local.LocalKafka;
import io.undercurrent.schemas.Score;
import io.undercurrent.schemas.Wire;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.brokers.BrokerChecks;
import io.undercurrent.stream.trial.ChildJvm;
import io.undercurrent.stream.trial.JsonStream;
import io.undercurrent.stream.trial.Patience;
import io.undercurrent.stream.trial.Stream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What happens to the topics of a running stream, on both runtimes, each as {@code run} in a JVM of
 * its own: it ends with the reason, or takes the change in; no result is written twice.
 */
@Tag("slow")
class ChangedTopicsIT {
    private static final long THEN = Stream.START.toEpochMilli();
    private static final String[] QUICK = {"job.check-interval: 1s"};

    @TempDir static Path folder;
    private static LocalKafka kafka;
    private JsonStream stream;
    private StreamSpec spec;
    private String name;

    @BeforeAll
    static void start() throws Exception {
        kafka =
                LocalKafka.in(folder.resolve("kafka"))
                        .setting("log.retention.ms", "-1")
                        .setting("auto.create.topics.enable", "false")
                        .start();
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"flink", "kafka-streams"})
    void aSourceThatIsCreatedAgainEndsTheRun(String runtime) throws Exception {
        declare("source-" + runtime);
        try (ChildJvm run = run(runtime, name)) {
            scored(run, 0, 30);
            stream.delete(name);
            stream.create(name, Map.of());
            stream.send("k", 1, 0, 20, THEN);
            assertThat(endOf(run))
                    .contains("source.topic", name, "created again")
                    .contains("--accept-gap");
        }
        committedOnce(30);
    }

    @ParameterizedTest
    @ValueSource(strings = {"flink", "kafka-streams"})
    void aDeletedOutputTopicEndsTheRun(String runtime) throws Exception {
        declare("output-" + runtime);
        try (ChildJvm run = run(runtime, name)) {
            scored(run, 0, 30);
            stream.delete(name + "-anomalies");
            assertThat(endOf(run))
                    .contains("sink.anomalies = " + name + "-anomalies: was deleted while")
                    .contains("start again");
        }
        try (ChildJvm run = run(runtime, name)) {
            scored(run, 30, 60);
        }
        committedOnce(60);
    }

    @Test
    void aDeletedChangelogEndsTheRun() throws Exception {
        declare("changelog");
        try (ChildJvm run = run("kafka-streams", name)) {
            scored(run, 0, 30);
            String changelog = name + "-streams-undercurrent-slabs-changelog";
            stream.delete(changelog);
            assertThat(endOf(run)).contains("topic = " + changelog + ": was deleted while");
        }
    }

    /**
     * The brokers would delete what the state rests on; mended, the next run goes on from there.
     */
    @Test
    void aSettingThatLosesStateEndsTheRun() throws Exception {
        declare("set");
        endsWith(0, "-undercurrent-slabs-changelog", "cleanup.policy", "delete", "compact");
        endsWith(
                30,
                "-undercurrent-timers-changelog",
                "cleanup.policy",
                "compact,delete",
                "compact");
        endsWith(60, "-undercurrent-by-key-repartition", "retention.ms", "3600000", "-1");
        endsWith(90, "-undercurrent-by-key-repartition", "cleanup.policy", "compact", "delete");
        try (ChildJvm run = run("kafka-streams", name)) {
            scored(run, 120, 150);
        }
        committedOnce(150);
    }

    /** A run scores events from this one on, and ends with the setting, which is mended then. */
    private void endsWith(int from, String topic, String setting, String value, String needed)
            throws Exception {
        String internal = name + "-streams" + topic;
        try (ChildJvm run = run("kafka-streams", name)) {
            scored(run, from, from + 30);
            assertThat(stream.setting(internal, setting)).isEqualTo(needed);
            stream.set(internal, setting, value);
            assertThat(endOf(run))
                    .contains("topic " + internal + ": " + setting + " = " + value)
                    .contains("set it to " + needed);
            stream.set(internal, setting, needed);
        }
    }

    @Test
    void flinkReadsNewPartitions() throws Exception {
        declare("partitions-flink");
        try (ChildJvm run = run("flink", name)) {
            scored(run, 0, 30);
            addPartitions(4);
            scored(run, 30, 230);
            run.terminate();
            assertThat(run.status()).as(run::tail).isZero();
        }
        committedOnce(230);
    }

    @Test
    void newPartitionsEndKafkaStreamsAsTheyRefuseItsStart() throws Exception {
        declare("partitions-streams");
        try (ChildJvm run = run("kafka-streams", name)) {
            scored(run, 0, 30);
            addPartitions(4);
            assertThat(endOf(run))
                    .contains("source.topic = " + name + ": has 4 partitions")
                    .contains("state export, then state import");
        }
        committedOnce(30);
    }

    /** The process is stopped while events come and go, as one that is slower than retention. */
    @ParameterizedTest
    @ValueSource(strings = {"flink", "kafka-streams"})
    void recordsThatAreDeletedUnreadEndTheRun(String runtime) throws Exception {
        declare("unread-" + runtime);
        try (ChildJvm run = run(runtime, name)) {
            scored(run, 0, 30);
            signal("-STOP", run);
            try (Admin admin = admin()) {
                // A consumer may have asked for records that it has not taken in yet.
                stream.send("k", 1, 30, 2_000, THEN);
                Map<TopicPartition, RecordsToDelete> old =
                        Map.of(new TopicPartition(name, 0), RecordsToDelete.beforeOffset(1_990));
                admin.deleteRecords(old).all().get();
            } finally {
                signal("-CONT", run);
            }
            assertThat(endOf(run))
                    .contains("source.topic: the next records are gone, at " + name + "-0@")
                    .contains("were deleted before they were read", "retention.ms");
        }
        committedOnce(30);
    }

    /** As on two machines: other folders, another home. */
    @Test
    @Tag("nightly") // the second run is patient for 15 s; OwnerLeaseIT sees it refused too
    void aSecondRunWithTheSamePrefixIsRefused() throws Exception {
        declare("prefix");
        try (ChildJvm first = run("flink", name)) {
            scored(first, 0, 30);
            String elsewhere =
                    stream.text(name, 1, QUICK)
                            .replace(
                                    folder.resolve(name).toString(),
                                    folder.resolve("elsewhere").toString());
            Files.writeString(folder.resolve("second.yaml"), elsewhere);
            try (ChildJvm second = run("flink", "second")) {
                assertThat(second.status()).isEqualTo(2);
                assertThat(second.text())
                        .contains("sink.transactional-id-prefix = " + name)
                        .contains("another job writes with it", "choose another prefix");
            }
            scored(first, 30, 60);
            first.terminate();
            assertThat(first.status()).as(first::tail).isZero();
            // The prefix is free at once.
            try (ChildJvm second = run("flink", "second")) {
                Patience.await("second", () -> second.text().contains("running: "));
                assertThat(second.text()).doesNotContain("waiting");
            }
        }
    }

    private void declare(String topic) throws Exception {
        name = topic;
        stream = new JsonStream(kafka.bootstrapServers(), topic, folder);
        stream.create(topic, Map.of());
        spec = stream.spec(topic, 1, QUICK);
        Files.writeString(folder.resolve(topic + ".yaml"), stream.text(topic, 1, QUICK));
        new BrokerChecks(spec).check();
    }

    private ChildJvm run(String runtime, String file) throws IOException {
        Path home = Files.createDirectories(folder.resolve("home-" + System.nanoTime()));
        List<String> jvm = new ArrayList<>(ProgramLib.jvmArgs(runtime));
        jvm.add("-Duser.home=" + home);
        return ChildJvm.start(
                file + "-" + System.nanoTime(),
                folder,
                Map.of(),
                jvm,
                Main.class.getName(),
                "run",
                folder.resolve(file + ".yaml").toString(),
                "--runtime",
                runtime);
    }

    private void scored(ChildJvm run, int from, int to) throws Exception {
        Patience.await(name, () -> run.text().contains("running: ") || !run.isAlive());
        stream.send("k", 1, from, to, THEN);
        stream.await(spec, to, run::tail);
    }

    private static String endOf(ChildJvm run) throws InterruptedException {
        assertThat(run.status()).as(run::tail).isIn(1, 2);
        assertThat(run.text()).doesNotContain("\tat io.undercurrent");
        return run.text();
    }

    /** Every committed score is of another event. */
    private void committedOnce(int events) throws IOException {
        Wire<Score> wire = new Wire<>(Score.getClassSchema());
        List<String> ids = new ArrayList<>();
        for (var record : stream.committed(events, name + "-scores")) {
            ids.add(wire.decode(record.value()).getId().toString());
        }
        Set<String> distinct = new HashSet<>(ids);
        assertThat(ids).hasSize(distinct.size()).hasSizeGreaterThanOrEqualTo(events);
    }

    private void addPartitions(int to) throws Exception {
        try (Admin admin = admin()) {
            admin.createPartitions(Map.of(name, NewPartitions.increaseTo(to))).all().get();
        }
    }

    private static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }

    private static void signal(String signal, ChildJvm process) throws Exception {
        int status =
                new ProcessBuilder("kill", signal, String.valueOf(process.pid())).start().waitFor();
        assertThat(status).isZero();
    }
}
