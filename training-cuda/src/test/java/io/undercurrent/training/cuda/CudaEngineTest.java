package io.undercurrent.training.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.undercurrent.mamba2.BackboneConfig;
import io.undercurrent.mamba2.Mamba2Config;
import io.undercurrent.mamba2.Parameters;
import io.undercurrent.scorer.network.NetworkConfig;
import io.undercurrent.training.engine.AdamWOptions;
import io.undercurrent.training.engine.Batch;
import io.undercurrent.training.engine.DivergedException;
import io.undercurrent.training.engine.EngineState;
import io.undercurrent.training.engine.Engines;
import io.undercurrent.training.engine.TrainingEngine;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The engine on emulated kernels beside the engine in plain Java. */
class CudaEngineTest {
    private static final double RATE = 3e-3;

    @BeforeEach
    void emulation() {
        Emulation.use();
        System.setProperty(CudaMode.PROPERTY, "float32");
    }

    @AfterEach
    void usualMode() {
        System.clearProperty(CudaMode.PROPERTY);
        assertThat(Emulation.alive()).isZero();
    }

    /** Every second batch goes on from the one before. */
    @ParameterizedTest
    @ValueSource(strings = {"groups", "biases", "learned start", "MLP", "events"})
    void stepsAreThoseOfTheEngineJava(String name) {
        NetworkConfig config = Cases.all().get(name);
        try (TrainingEngine java = engine("java", config);
                TrainingEngine cuda = engine("cuda", config)) {
            for (int step = 0; step < 10; step++) {
                double expected = java.step(batch(config, step), RATE);
                assertThat(cuda.step(batch(config, step), RATE))
                        .as("step %d", step)
                        .isCloseTo(expected, within(2e-5 * expected));
            }
            double judged = java.loss(batch(config, 100));
            assertThat(cuda.loss(batch(config, 100))).isCloseTo(judged, within(2e-5 * judged));
            // A gradient near 0 may have either sign; Adam makes a whole step of it.
            close(cuda.parameters(), java.parameters(), 2e-3);
        }
    }

    @Test
    void aRestoredStateGoesOnHereAndInTheEngineJava() {
        NetworkConfig config = Cases.all().get("plain");
        EngineState middle;
        Parameters<float[]> expected;
        try (TrainingEngine engine = engine("cuda", config)) {
            engine.step(batch(config, 0), RATE);
            engine.step(batch(config, 1), RATE);
            middle = engine.state();
            engine.step(batch(config, 2), RATE);
            engine.step(batch(config, 3), RATE);
            expected = engine.parameters();
        }
        assertThat(middle.steps()).isEqualTo(2);
        for (String name : new String[] {"cuda", "java"}) {
            try (TrainingEngine engine = engine(name, config)) {
                engine.restore(middle);
                engine.step(batch(config, 2), RATE);
                engine.step(batch(config, 3), RATE);
                close(engine.parameters(), expected, name.equals("cuda") ? 0 : 2e-4);
            }
        }
    }

    @Test
    void twoRunsGiveTheSameBits() {
        NetworkConfig config = Cases.all().get("groups");
        List<Parameters<float[]>> ends = new ArrayList<>();
        for (int run = 0; run < 2; run++) {
            try (TrainingEngine engine = engine("cuda", config)) {
                engine.step(batch(config, 0), RATE);
                engine.step(batch(config, 1), RATE);
                ends.add(engine.parameters());
            }
        }
        close(ends.get(1), ends.get(0), 0);
    }

    @Test
    void judgingLeavesTheStatesOfTraining() {
        NetworkConfig config = Cases.all().get("plain");
        try (TrainingEngine one = engine("cuda", config);
                TrainingEngine other = engine("cuda", config)) {
            one.step(batch(config, 0), RATE);
            other.step(batch(config, 0), RATE);
            other.loss(batch(config, 4));
            assertThat(other.step(batch(config, 1), RATE))
                    .isEqualTo(one.step(batch(config, 1), RATE));
        }
    }

    @Test
    void aBatchThatDivergesLeavesWeightsMomentsAndStates() {
        NetworkConfig config = Cases.all().get("plain");
        try (TrainingEngine engine = engine("cuda", config);
                TrainingEngine other = engine("cuda", config)) {
            engine.step(batch(config, 0), RATE);
            other.step(batch(config, 0), RATE);
            Batch bad = batch(config, 3);
            bad.inputs()[7] = Float.POSITIVE_INFINITY;
            assertThatThrownBy(() -> engine.step(bad, RATE))
                    .isInstanceOf(DivergedException.class)
                    .hasMessageContaining("lower the learning rate");
            engine.step(batch(config, 1), RATE);
            other.step(batch(config, 1), RATE);
            close(engine.parameters(), other.parameters(), 0);
        }
    }

    @Test
    void piecesOfAnotherLengthGoOnFromTheSameStates() {
        NetworkConfig config = Cases.all().get("convolution of 7");
        try (TrainingEngine java = engine("java", config);
                TrainingEngine cuda = engine("cuda", config)) {
            // Shorter than the convolution, so that its tail comes from two pieces.
            for (int length : new int[] {20, 3, 33, 20}) {
                Batch batch = Cases.batch(config, 2, length, length, length == 20);
                double expected = java.step(batch, RATE);
                assertThat(cuda.step(batch, RATE)).isCloseTo(expected, within(1e-5 * expected));
            }
        }
    }

    @Test
    void whatItDoesNotDoIsNamed() {
        NetworkConfig plain = Cases.all().get("plain");
        NetworkConfig wide =
                new NetworkConfig(
                        plain.inputs(),
                        plain.trunk(),
                        new BackboneConfig(1, Mamba2Config.builder(8).headdim(4).dConv(17).build()),
                        plain.mlpHidden(),
                        plain.head());
        assertThatThrownBy(() -> engine("cuda", wide))
                .hasMessage("engine cuda does not do d_conv=17, at most 16; engine java does");
        NetworkConfig large =
                new NetworkConfig(
                        plain.inputs(),
                        plain.trunk(),
                        new BackboneConfig(
                                1, Mamba2Config.builder(8).headdim(4).dState(4000).build()),
                        plain.mlpHidden(),
                        plain.head());
        assertThatThrownBy(() -> engine("cuda", large))
                .hasMessageContaining("engine cuda does not do headdim=4 with d_state=4000");
        try (TrainingEngine engine = engine("cuda", plain)) {
            assertThatThrownBy(() -> engine.step(batch(plain, 1), RATE))
                    .hasMessage("a batch of 3 sequences continues one of 0");
            assertThat(engine.describe())
                    .isEqualTo("cuda, emulated device (capability 9.0, 8192 MiB), float32");
        }
    }

    private static TrainingEngine engine(String name, NetworkConfig config) {
        return Engines.create(name, config, Cases.weights(config, 3), AdamWOptions.defaults(), 2);
    }

    /** Odd ones go on. */
    private static Batch batch(NetworkConfig config, int step) {
        return Cases.batch(config, 3, 21, step, step % 2 == 0);
    }

    private static void close(
            Parameters<float[]> found, Parameters<float[]> expected, double tolerance) {
        for (String name : expected.names()) {
            for (int i = 0; i < expected.get(name).length; i++) {
                assertThat((double) found.get(name)[i])
                        .as("%s[%d]", name, i)
                        .isCloseTo((double) expected.get(name)[i], within(tolerance));
            }
        }
    }
}
