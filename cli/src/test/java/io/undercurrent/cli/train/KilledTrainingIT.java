package io.undercurrent.cli.train;

import static io.undercurrent.cli.train.Histories.config;
import static io.undercurrent.cli.train.Histories.csv;
import static io.undercurrent.cli.train.Histories.names;
import static io.undercurrent.cli.train.Histories.train;
import static io.undercurrent.cli.train.Histories.wave;
import static io.undercurrent.cli.train.Histories.weights;
import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.cli.Child;
import io.undercurrent.cli.Cli;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGKILL and SIGTERM in the middle of a training change no bit of its result. */
@Tag("nightly")
class KilledTrainingIT {
    @TempDir Path folder;

    @Test
    void aKilledTrainingEndsWithTheSameWeights() throws Exception {
        Path file = csv(folder.resolve("sun.csv"), 600, wave(2));
        Path config = config(folder, ", patience: 1000").toAbsolutePath();
        Files.writeString(config, Files.readString(config).replace("4000", "60000"));
        Path whole = folder.resolve("whole");
        Cli undisturbed = train("--csv=" + file, "--out=" + whole, "--config=" + config);
        assertThat(undisturbed.status()).as(undisturbed.err()).isZero();

        Path out = folder.resolve("killed");
        String[] args = {"train", "--csv=" + file, "--out=" + out, "--config=" + config};
        try (Child child = Child.start(folder, args)) {
            child.awaitLine("% loss ");
            child.kill();
        }
        assertThat(names(out)).contains("training.checkpoint").doesNotContain("config.json");
        String[] resume = {args[0], args[1], args[2], args[3], "--resume"};
        try (Child child = Child.start(folder, resume)) {
            child.awaitLine("% loss ");
            child.terminate();
            assertThat(child.status()).isEqualTo(143);
        }
        Cli resumed = Cli.run("", resume);
        assertThat(resumed.status()).as(resumed.err()).isZero();
        assertThat(weights(out)).isEqualTo(weights(whole));
        assertThat(Files.readString(out.resolve("losses.csv")))
                .isEqualTo(Files.readString(whole.resolve("losses.csv")));
        assertThat(names(out)).isEqualTo(names(whole));
    }
}
