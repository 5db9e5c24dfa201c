package io.undercurrent.scorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.undercurrent.mamba2.Backbone;
import io.undercurrent.mamba2.BackboneConfig;
import io.undercurrent.mamba2.Mamba2Config;
import io.undercurrent.mamba2.ParameterShapes;
import io.undercurrent.mamba2.Parameters;
import io.undercurrent.scorer.inputs.EventOptions;
import io.undercurrent.scorer.inputs.InputOptions;
import io.undercurrent.scorer.inputs.TokenOptions;
import io.undercurrent.scorer.network.NetworkConfig;
import io.undercurrent.scorer.network.NetworkFolder;
import io.undercurrent.scorer.network.NetworkShapes;
import io.undercurrent.scorer.network.Trunk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Models whose weights are in range one by one, and whose forecasts are not finite. */
class FirstForecastsTest {
    private static final float HUGE = 60_000;
    private static final TokenOptions EVENTS = new EventOptions(List.of(1.0, 2.0, 5.0));
    private static final TokenOptions NUMBERS = new InputOptions(List.of(1, 4, 12), 1, 256);
    private static final TokenOptions TOGETHER = new InputOptions(List.of(1, 4), 1, 256, 2, 1);

    @TempDir Path folder;

    private static NetworkConfig config(TokenOptions tokens, Trunk trunk) {
        Mamba2Config mixer = Mamba2Config.builder(16).headdim(8).dState(8).chunkSize(16).build();
        return NetworkConfig.of(
                tokens, trunk, new BackboneConfig(2, mixer), 24, List.of(0.1, 0.5, 0.9));
    }

    /** Weights of a size, or random ones up to it. */
    private static Parameters<float[]> weights(
            Map<String, int[]> shapes, float size, boolean random) {
        Random draws = new Random(3);
        Map<String, float[]> values = new LinkedHashMap<>();
        shapes.forEach(
                (name, shape) -> {
                    float[] of = new float[Arrays.stream(shape).reduce(1, Math::multiplyExact)];
                    for (int i = 0; i < of.length; i++) {
                        of[i] = random ? size * (2 * draws.nextFloat() - 1) : size;
                    }
                    values.put(name, of);
                });
        return new Parameters<>(shapes, values);
    }

    private void write(TokenOptions tokens, Trunk trunk, float size, boolean random)
            throws IOException {
        NetworkConfig config = config(tokens, trunk);
        NetworkFolder.write(
                folder, config, tokens, weights(NetworkShapes.of(config), size, random));
    }

    /** A small forecaster of random weights. */
    static void writeSmall(Path folder) throws IOException {
        untrained(folder, NUMBERS);
    }

    /** An untrained model of random weights that reads other fields together. */
    static SequenceModel together(Path folder) throws IOException {
        return untrained(folder, TOGETHER);
    }

    /** An untrained model of discrete events, whose codes are 1, 2 and 5. */
    static SequenceModel events(Path folder) throws IOException {
        return untrained(folder, EVENTS);
    }

    private static SequenceModel untrained(Path folder, TokenOptions tokens) throws IOException {
        NetworkConfig config = config(tokens, Trunk.MAMBA2);
        NetworkFolder.write(folder, config, tokens, weights(NetworkShapes.of(config), 0.1f, true));
        return Models.load(folder.toString());
    }

    private void assertRefused() {
        assertThatThrownBy(() -> Models.load(folder.toString()))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("model " + folder + ": ")
                .hasMessageContaining(" of an invented stream of 64 events is ")
                .hasMessageContaining("Copy the folder again, use an earlier checkpoint");
    }

    @ParameterizedTest
    @EnumSource(Trunk.class)
    void hugeWeightsOfAForecasterAreRefused(Trunk trunk) throws IOException {
        for (TokenOptions tokens : List.of(NUMBERS, TOGETHER)) {
            write(tokens, trunk, HUGE, false);
            assertRefused();
            write(tokens, trunk, HUGE, true);
            assertRefused();
        }
    }

    @ParameterizedTest
    @EnumSource(Trunk.class)
    void hugeWeightsOfAModelOfEventsAreRefused(Trunk trunk) throws IOException {
        write(EVENTS, trunk, HUGE, false);
        assertRefused();
        write(EVENTS, trunk, HUGE, true);
        assertRefused();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void hugeWeightsOfASeededModelAreRefused(boolean random) throws IOException {
        BackboneConfig config = BackboneConfig.tiny();
        Backbone backbone =
                Backbone.of(config, weights(ParameterShapes.backbone(config), HUGE, random));
        float[][] projection = new float[SeededModel.INPUTS][config.mixer().dModel()];
        for (float[] row : projection) {
            Arrays.fill(row, HUGE);
        }
        Models.save(new SeededModel("huge", backbone, projection), folder);
        assertRefused();
    }

    /** Features are as they should be; the forecasts are cut off at their limit. */
    @ParameterizedTest
    @EnumSource(Trunk.class)
    void aHugeHeadIsRefused(Trunk trunk) throws IOException {
        for (TokenOptions tokens : List.of(NUMBERS, EVENTS)) {
            NetworkConfig config = config(tokens, trunk);
            Parameters<float[]> weights = weights(NetworkShapes.of(config), 0.1f, true);
            for (String name : weights.names()) {
                if (name.startsWith("head")) {
                    for (int i = 0; i < weights.get(name).length; i++) {
                        weights.get(name)[i] *= 10 * HUGE;
                    }
                }
            }
            NetworkFolder.write(folder, config, tokens, weights);
            assertThatThrownBy(() -> Models.load(folder.toString()))
                    .hasMessageContaining(
                            " of 48 forecasts of an invented stream of 64 events is at")
                    .hasMessageContaining("allowed are up to half of them");
        }
    }

    @Test
    void untrainedModelsOfAllKindsAreTaken() throws IOException {
        for (TokenOptions tokens : List.of(NUMBERS, TOGETHER, EVENTS)) {
            for (Trunk trunk : Trunk.values()) {
                write(tokens, trunk, 0.1f, true);
                assertThat(Models.load(folder.toString())).isNotNull();
                write(tokens, trunk, 0, false);
                assertThat(Models.load(folder.toString())).isNotNull();
            }
        }
    }
}
