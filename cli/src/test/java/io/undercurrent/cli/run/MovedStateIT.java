package io.undercurrent.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.cli.Child;
import io.undercurrent.cli.Cli;
import io.undercurrent.kafka.local.LocalKafka;
import io.undercurrent.schemas.Score;
import io.undercurrent.schemas.ScoreStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** bootstrap, state get, state export, state import and run, one after another, as a user would. */
@Tag("slow")
class MovedStateIT {
    private static final int HISTORY = 150;
    private static final int KEYS = Declared.KEYS.size();

    @Test
    @Tag("nightly") // BootstrapIT builds a state, RuntimesIT moves it with the same commands
    void aHistoryBecomesAStateThatIsReadMovedAndGoneOnWith(@TempDir Path folder) throws Exception {
        try (LocalKafka kafka = LocalKafka.start(folder.resolve("kafka"))) {
            kafka.createTopic("source", 2);
            Declared declared = new Declared(kafka.bootstrapServers(), "source", folder);
            declared.sendAll(HISTORY);
            String built = declared.yaml("built").toString();

            String made = fine("bootstrap", built);
            assertThat(made)
                    .contains("reading 600 records at most", "model universal@")
                    .contains("600 records (12 of them dead letters) of 4 keys in")
                    .contains("savepoint file:", "run resumes at [source-0@", "source-1@");
            assertThat(refused("bootstrap", built))
                    .contains("checkpoint.folder = ", "holds the state", "--fresh");

            String from = folder.resolve("built").toString();
            assertThat(fine("state", "get", "--from", from, "--key", "b", "--config", built))
                    .contains("universal@", "events                 147, 147 with a value")
                    .contains(
                            "newest event           2026-01-01T00:02:28Z",
                            "usual gap              PT1")
                    .contains("kept events            147 of at most 256", "next value");
            assertThat(refused("state", "get", "--from", from, "--key", "nobody"))
                    .contains("--key = nobody", "holds no such key");

            assertThat(fine("state", "list", "--from", from))
                    .contains("savepoint-", "job.max-parallelism 128");
            assertThat(fine("state", "list", "--config", built))
                    .isEqualTo(fine("state", "list", "--from", from));

            String file = folder.resolve("states.avro").toString();
            assertThat(refused("state", "export", "--out", file)).contains("--from: missing");
            assertThat(fine("state", "export", "--from", from, "--out", file))
                    .contains("4 keys -> ", "the source resumes at [source-0@");
            String moved = declared.yaml("moved").toString();
            assertThat(fine("state", "list", "--config", moved)).contains("no state there");
            assertThat(fine("state", "import", file, "--config", moved))
                    .contains("4 keys, all whole", "savepoint file:");

            String wider = declared.yaml("built", "source.values: [value, other]").toString();
            assertThat(refused("state", "import", file, "--config", wider, "--fresh"))
                    .contains("holds key states of 1 value fields", "the stream has 2 and 0");
            assertThat(fine("state", "get", "--from", from, "--key", "a"))
                    .as("nothing was discarded for a refusal")
                    .contains("key                    a");

            declared.sendFrom(HISTORY, HISTORY + 20);
            Map<String, List<Score>> whole = scores(kafka, built, "built");
            assertThat(whole).hasSize(KEYS);
            assertThat(whole.values())
                    .allSatisfy(
                            scores ->
                                    assertThat(scores)
                                            .extracting(Score::getStatus)
                                            .containsOnly(ScoreStatus.SCORED));
            assertThat(scores(kafka, moved, "moved")).isEqualTo(whole);
        }
    }

    @Test
    void filesAndFoldersThatAreNoneOfOursAreRefused(@TempDir Path folder) throws Exception {
        String text = Files.writeString(folder.resolve("states.avro"), "no Avro").toString();
        assertThat(refused("state", "import", text, "--config", text))
                .contains("states.avro: no file of key states");
        assertThat(refused("state", "get", "--from", folder.toString(), "--key", "a"))
                .contains("no complete checkpoint or savepoint there");
        assertThat(refused("state", "export", "--from", folder + "/none", "--out", text))
                .contains("no complete checkpoint or savepoint there");
    }

    private static Map<String, List<Score>> scores(LocalKafka kafka, String yaml, String name)
            throws Exception {
        try (Child run = Child.start(Path.of(yaml).getParent(), "run", yaml)) {
            assertThat(run.awaitLine("resuming from ")).contains("savepoint-");
            run.awaitLine("running: "); // its topics are there now
            Map<String, List<Score>> scores;
            try (Committed committed = new Committed(kafka.bootstrapServers(), name)) {
                scores = committed.awaitExactly(KEYS * 20);
            }
            run.terminate();
            assertThat(run.status()).as(run.output()).isZero();
            return scores;
        }
    }

    private static String fine(String... command) {
        Cli cli = Cli.run("", command);
        assertThat(cli.status()).as(cli.err()).isZero();
        return cli.out();
    }

    private static String refused(String... command) {
        Cli cli = Cli.run("", command);
        assertThat(cli.status()).isNotZero();
        return cli.err();
    }
}
