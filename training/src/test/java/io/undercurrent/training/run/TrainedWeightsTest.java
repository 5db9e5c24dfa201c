package io.undercurrent.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.undercurrent.mamba2.Parameters;
import io.undercurrent.scorer.Models;
import io.undercurrent.scorer.inputs.EventOptions;
import io.undercurrent.scorer.inputs.TokenOptions;
import io.undercurrent.scorer.network.NetworkConfig;
import io.undercurrent.scorer.network.Trunk;
import io.undercurrent.training.network.NetworkDefaults;
import io.undercurrent.training.network.NetworkInit;
import io.undercurrent.training.report.LossCurves;
import io.undercurrent.training.train.ValidationPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training that gave weights without finite forecasts writes nothing. */
class TrainedWeightsTest {
    @TempDir private Path folder;

    private static NetworkConfig config(TokenOptions tokens) {
        return NetworkDefaults.config(tokens, Trunk.MAMBA2, List.of(0.1, 0.5, 0.9));
    }

    private void write(TokenOptions tokens, Parameters<float[]> weights) throws IOException {
        TrainingFolder.open(folder, false)
                .write(
                        config(tokens),
                        tokens,
                        weights,
                        new LossCurves(List.of(new ValidationPoint(0, 0, 1, 1)), 1),
                        "title",
                        "card");
    }

    @Test
    void badWeightsAreNotWritten() throws IOException {
        for (TokenOptions tokens :
                List.of(NetworkDefaults.TOKENS, new EventOptions(List.of(1.0, 2.0)))) {
            for (float bad : new float[] {Float.NaN, 1e6f, 60_000f}) {
                Parameters<float[]> weights = NetworkInit.seeded(config(tokens), 3);
                weights.names().forEach(name -> Arrays.fill(weights.get(name), bad));
                assertThatThrownBy(() -> write(tokens, weights))
                        .as("weights of %s", bad)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageStartingWith(
                                "the training diverged without a sign in its losses")
                        .hasMessageContaining("give a smaller train.learning-rate")
                        .hasMessageContaining(folder.toString());
                try (var files = Files.list(folder)) {
                    assertThat(files).isEmpty();
                }
            }
        }
    }

    @Test
    void whatIsWrittenHasItsHash() throws IOException {
        write(NetworkDefaults.TOKENS, NetworkInit.seeded(config(NetworkDefaults.TOKENS), 3));
        assertThat(Files.readString(folder.resolve("config.json")))
                .contains("\"sha256\": {\"model.safetensors\": \"");
        Path weights = folder.resolve("model.safetensors");
        byte[] bytes = Files.readAllBytes(weights);
        bytes[bytes.length - 2] ^= 1;
        Files.write(weights, bytes);
        assertThatThrownBy(() -> Models.load(folder.toString()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("its SHA-256 begins with");
    }
}
