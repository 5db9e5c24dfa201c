package io.undercurrent.scorer;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.mamba2.BackboneConfig;
import io.undercurrent.mamba2.Mamba2Config;
import io.undercurrent.testing.Fuzz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A damaged config.json or weights file: the model is refused with a sentence, or it forecasts. */
class ModelFolderFuzzTest {
    private static final String[] TOKENS = {
        "null",
        "true",
        "[]",
        "{}",
        "-1",
        "0",
        "1",
        "3",
        "16",
        "99999999999",
        "2147483647",
        "1e300",
        "\"\"",
        "\"undercurrent\": ",
        "\"sha256\": {}, ",
        "\"n_layer\": ",
        "[[[[[[[[[[",
        "0.5",
        ","
    };

    @TempDir Path folder;

    private void damaged(String file, int usual) throws IOException {
        Path path = folder.resolve(file);
        byte[] good = Files.readAllBytes(path);
        int[] counts = new int[2];
        Fuzz.cases(
                file,
                usual,
                random -> {
                    Files.write(path, Fuzz.damaged(good, random, TOKENS));
                    try {
                        assertThat(Models.load(folder.toString()).sha256()).hasSize(64);
                        counts[1]++;
                    } catch (IOException | IllegalArgumentException e) {
                        counts[0]++;
                        assertThat(e.getMessage()).contains(folder.toString());
                    }
                });
        Files.write(path, good);
        assertThat(Models.load(folder.toString()).sha256()).hasSize(64);
        assertThat(counts[0]).isPositive();
    }

    /** So small that loading takes less than the fuzzing. */
    private void seeded() throws IOException {
        Mamba2Config mixer = Mamba2Config.builder(32).headdim(16).dState(16).build();
        Models.save(SequenceModel.seeded("m", new BackboneConfig(2, mixer), 1), folder);
    }

    @Test
    void configOfATrainedNetwork() throws IOException {
        FirstForecastsTest.writeSmall(folder);
        damaged("config.json", 500);
    }

    @Test
    void configOfASeededModel() throws IOException {
        seeded();
        damaged("config.json", 300);
    }

    @Test
    void weights() throws IOException {
        FirstForecastsTest.writeSmall(folder);
        damaged("model.safetensors", 300);
        seeded();
        damaged("input_proj.safetensors", 300);
    }
}
