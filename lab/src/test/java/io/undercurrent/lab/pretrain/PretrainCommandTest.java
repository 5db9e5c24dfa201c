package io.undercurrent.lab.pretrain;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.cli.Cli;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PretrainCommandTest {
    @TempDir Path folder;

    @Test
    void pretrainSaysThatNoMeasuredDataWasUsed() throws Exception {
        Path out = folder.resolve("universal");
        Cli run =
                Cli.run("", "pretrain", "--out=" + out, "--tokens=1000", "--trunk=mlp", "--seed=3");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).contains("wrote " + out);
        assertThat(Files.readString(out.resolve("card.md")))
                .contains("No measured data was used", "- seed: 3\n", "- trunk: mlp\n");
        assertThat(out)
                .isDirectoryContaining("glob:**/config.json")
                .isDirectoryContaining("glob:**/model.safetensors")
                .isDirectoryContaining("glob:**/losses.svg");
    }
}
