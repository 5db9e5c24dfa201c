package io.undercurrent.cli.train;

import static io.undercurrent.cli.Cli.refused;
import static io.undercurrent.cli.train.Histories.config;
import static io.undercurrent.cli.train.Histories.csv;
import static io.undercurrent.cli.train.Histories.train;
import static io.undercurrent.cli.train.Histories.wave;
import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.cli.Cli;
import io.undercurrent.kafka.local.LocalKafka;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A topic's history gives the model that the same rows in a file give. */
@Tag("slow")
class TopicTrainingIT {
    @TempDir Path folder;

    @Test
    void aTopicTrainsAsItsFileDoes() throws Exception {
        Path file = csv(folder.resolve("sun.csv"), 400, wave(3));
        Path config = config(folder, "");
        try (LocalKafka kafka = LocalKafka.start(folder.resolve("kafka"))) {
            String brokers = "--bootstrap-servers=" + kafka.bootstrapServers();
            kafka.createTopic("sun", 2);
            kafka.createTopic("empty", 1);
            String[] replay = {"replay", file.toString(), "--topic=sun", brokers};
            assertThat(Cli.run("", replay).status()).isZero();
            Path out = folder.resolve("topic");
            String[] common = {brokers, "--values=value", "--config=" + config, "--out=" + out};
            Cli run = train(with(common, "--topic=sun"));
            assertThat(run.status()).as(run.err()).isZero();
            assertThat(run.err()).contains("history: 400 rows of 1 keys");
            Path same = folder.resolve("file");
            Cli ofFile = train("--csv=" + file, "--config=" + config, "--out=" + same);
            assertThat(ofFile.status()).as(ofFile.err()).isZero();
            assertThat(Histories.weights(out)).isEqualTo(Histories.weights(same));
            byte[] before = Files.readAllBytes(out.resolve("model.safetensors"));

            refused(train(with(common, "--topic=absent")), "--topic = absent", "no such topic");
            refused(
                    train(with(common, "--topic=empty")),
                    "--topic = empty, --from = earliest, --to = latest: nothing in that range",
                    "holds 0 records");
            refused(
                    train(with(common, "--topic=sun", "--from=2099-01-01T00:00:00Z")),
                    "--from = 2099-01-01T00:00:00Z",
                    "holds 400 records");
            refused(
                    train(with(common, "--topic=sun", "--to=today")),
                    "--to = today: allowed are earliest, latest and instants");
            assertThat(Files.readAllBytes(out.resolve("model.safetensors"))).isEqualTo(before);
        }
    }

    private static String[] with(String[] common, String... more) {
        String[] all = java.util.Arrays.copyOf(common, common.length + more.length);
        System.arraycopy(more, 0, all, common.length, more.length);
        return all;
    }
}
