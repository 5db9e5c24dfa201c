package io.undercurrent.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.cli.Child;
import io.undercurrent.cli.Cli;
import io.undercurrent.kafka.local.LocalKafka;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code run --from}: an earlier checkpoint instead of the newest, which may be damaged.
 * DamagedCheckpointIT damages more of it, without the command.
 */
@Tag("nightly")
class FromCheckpointIT {
    private static final String HOME = System.getProperty("user.home");
    private static final int EVENTS = 30;
    private static final int KEYS = Declared.KEYS.size();
    private static final String STOPPED = "stopped at ";

    @TempDir Path folder;

    @BeforeEach
    void moveHome() {
        System.setProperty("user.home", folder.toString()); // where the locks are
    }

    @AfterEach
    void restoreHome() {
        System.setProperty("user.home", HOME);
    }

    @Test
    void anEarlierSavepointBringsBackAllThatCameSince() throws Exception {
        try (LocalKafka kafka = LocalKafka.start(folder.resolve("kafka"))) {
            kafka.createTopic("source", 1);
            Declared declared = new Declared(kafka.bootstrapServers(), "source", folder);
            String yaml = declared.yaml("from", "model: bundled:tiny").toString();
            declared.sendAll(EVENTS);
            // The next run takes the savepoint over and deletes it in time, so one is kept apart.
            String first = archived(stopAfter(kafka, EVENTS * KEYS, "run", yaml));
            declared.sendAll(EVENTS);
            String second = stopAfter(kafka, 2 * EVENTS * KEYS, "run", yaml);

            truncateState(second);
            try (Child run = Child.start(folder, "run", yaml)) {
                assertThat(run.status()).as(run.output()).isEqualTo(2);
                assertThat(run.awaitLine("is damaged"))
                        .contains(
                                "checkpoint " + second, "bytes instead of", "No whole checkpoint");
                assertThat(run.output()).doesNotContain("\tat ");
            }
            refused(yaml, second, "bytes instead of", "name an earlier one");
            refused(yaml, folder.toString(), "no file _metadata", "chk-N");

            String third = stopAfter(kafka, 3 * EVENTS * KEYS, "run", "--from", first, yaml);
            assertThat(Path.of(URI.create(second)).resolve("_metadata.set-aside")).exists();
            try (Child run = Child.start(folder, "run", yaml)) {
                assertThat(run.awaitLine("resuming from ")).contains(third);
            }
        }
    }

    /** Runs until so many results are committed and gives the savepoint that it stopped at. */
    private String stopAfter(LocalKafka kafka, int results, String... args) throws Exception {
        try (Child run = Child.start(folder, args)) {
            run.awaitLine("running: ");
            try (var committed = new Committed(kafka.bootstrapServers(), "from")) {
                committed.await(results);
            }
            run.terminate();
            assertThat(run.status()).as(run.output()).isZero();
            return run.awaitLine(STOPPED).substring(STOPPED.length());
        }
    }

    private String archived(String savepoint) throws Exception {
        Path archive = Files.createDirectories(folder.resolve("archive"));
        try (var files = Files.list(Path.of(URI.create(savepoint)))) {
            for (Path file : files.toList()) {
                Files.copy(file, archive.resolve(file.getFileName()));
            }
        }
        return archive.toString();
    }

    private static void refused(String yaml, String from, String... texts) {
        Cli run = Cli.run("", "run", "--from", from, yaml);
        assertThat(run.err()).contains(texts).contains(from).doesNotContain("\tat ");
        assertThat(run.status()).as(run.err()).isEqualTo(2);
    }

    private static void truncateState(String savepoint) throws Exception {
        try (var files = Files.list(Path.of(URI.create(savepoint)))) {
            Path largest =
                    files.filter(f -> !f.getFileName().toString().equals("_metadata"))
                            .max(Comparator.comparingLong(f -> f.toFile().length()))
                            .orElseThrow();
            byte[] bytes = Files.readAllBytes(largest);
            Files.write(largest, Arrays.copyOf(bytes, bytes.length / 2));
        }
    }
}
