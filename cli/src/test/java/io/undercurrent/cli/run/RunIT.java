package io.undercurrent.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.cli.Child;
import io.undercurrent.cli.Cli;
import io.undercurrent.kafka.local.LocalKafka;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code run} does with a folder that another run uses or used. */
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
    void aSecondRunIsRefusedAsLongAsTheFirstIsThere() throws Exception {
        String yaml = declared.yaml("first").toString();
        String otherFolder =
                declared.yaml("second", "sink.transactional-id-prefix: first").toString();
        try (Child run = Child.start(folder, "run", yaml)) {
            run.awaitLine("running: ");
            refused(Cli.run("", "run", yaml), "checkpoint.folder", "another run uses it");
            refused(
                    Cli.run("", "run", otherFolder),
                    "sink.transactional-id-prefix = first",
                    "another prefix");
            run.terminate();
            assertThat(run.status()).as(run.output()).isZero();
        }
        try (Child run = Child.start(folder, "run", otherFolder)) {
            run.awaitLine("running: ");
        }
    }

    @Test
    void aFolderIsGoneOnFromByItsOwnModelOnlyAndAnewOnlyWhenAsked() throws Exception {
        String yaml = declared.yaml("kept").toString();
        int results = EVENTS * Declared.KEYS.size();
        try (Child run = Child.start(folder, "run", yaml)) {
            run.awaitLine("running: ");
            try (var committed = new Committed(kafka.bootstrapServers(), "kept")) {
                committed.awaitExactly(results);
            }
            run.terminate();
            assertThat(run.status()).as(run.output()).isZero();
        }
        refused(
                Cli.run("", "run", declared.yaml("kept", "job.max-parallelism: 64").toString()),
                "job.max-parallelism = 64",
                "has 128",
                "--fresh");
        String other = declared.yaml("kept", "model: bundled:tiny?seed=7").toString();
        try (Child run = Child.start(folder, "run", other)) {
            assertThat(run.status()).as(run.output()).isEqualTo(2);
            assertThat(run.awaitLine("belongs to model"))
                    .contains("model tiny@", "runs model tiny-seed7@", "--fresh");
        }
        try (Child run = Child.start(folder, "run", yaml)) {
            assertThat(run.awaitLine("resuming from ")).contains("savepoint-");
            run.awaitLine("running: ");
            run.terminate(); // before the tasks can have been deployed
            assertThat(run.status()).as(run.output()).isZero();
            run.awaitLine("stopped at ");
        }
        try (Child run = Child.start(folder, "run", "--fresh", yaml);
                var committed = new Committed(kafka.bootstrapServers(), "kept")) {
            run.awaitLine("discarded ");
            run.awaitLine("starting anew");
            committed.await(2 * results);
            run.terminate();
            assertThat(run.status()).as(run.output()).isZero();
        }
    }

    private static void refused(Cli run, String... texts) {
        assertThat(run.err()).contains(texts).doesNotContain("\tat ");
        assertThat(run.status()).as(run.err()).isEqualTo(2);
    }
}
