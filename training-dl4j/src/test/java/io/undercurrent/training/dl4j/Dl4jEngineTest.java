package io.undercurrent.training.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.undercurrent.mamba2.BackboneConfig;
import io.undercurrent.mamba2.Mamba2Config;
import io.undercurrent.mamba2.Parameters;
import io.undercurrent.scorer.network.HeadConfig;
import io.undercurrent.scorer.network.NetworkConfig;
import io.undercurrent.scorer.network.Trunk;
import io.undercurrent.training.engine.AdamWOptions;
import io.undercurrent.training.engine.Batch;
import io.undercurrent.training.engine.DivergedException;
import io.undercurrent.training.engine.EngineState;
import io.undercurrent.training.engine.Engines;
import io.undercurrent.training.engine.TrainingEngine;
import io.undercurrent.training.network.NetworkInit;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class Dl4jEngineTest {
    private static final double RATE = 3e-3;
    private static final int SEQUENCES = 4;
    private static final int LENGTH = 21;

    /** Every second batch resumes from the one before, so the carried states count too. */
    @ParameterizedTest
    @EnumSource(Trunk.class)
    void fiftyStepsAreThoseOfTheEngineJava(Trunk trunk) {
        NetworkConfig config = Networks.config(trunk, 16, 2);
        try (TrainingEngine java = engine("java", config);
                TrainingEngine dl4j = engine("dl4j", config)) {
            for (int step = 0; step < 50; step++) {
                double expected = java.step(batch(config, step), RATE);
                assertThat(dl4j.step(batch(config, step), RATE))
                        .as("step %d", step)
                        .isCloseTo(expected, within(1e-3 * expected));
            }
            double judged = java.loss(batch(config, 100));
            assertThat(dl4j.loss(batch(config, 100))).isCloseTo(judged, within(1e-3 * judged));
            close(dl4j.parameters(), java.parameters(), 2e-3);
        }
    }

    /** The same of next-token cross-entropy, with unknown, missing and repeated symbols. */
    @ParameterizedTest
    @EnumSource(Trunk.class)
    void fiftyStepsOnDiscreteEventsAreThoseOfTheEngineJava(Trunk trunk) {
        NetworkConfig config = Networks.events(trunk);
        try (TrainingEngine java = engine("java", config);
                TrainingEngine dl4j = engine("dl4j", config)) {
            for (int step = 0; step < 50; step++) {
                Batch batch = Networks.events(config, SEQUENCES, LENGTH, step);
                double expected = java.step(batch, RATE);
                assertThat(dl4j.step(batch, RATE))
                        .as("step %d", step)
                        .isCloseTo(expected, within(1e-3 * expected));
            }
            close(dl4j.parameters(), java.parameters(), 2e-3);
        }
    }

    @Test
    void aRestoredStateGoesOnAsIfNothingHadHappened() {
        NetworkConfig config = Networks.config(Trunk.MAMBA2, 8, 1);
        EngineState middle;
        Parameters<float[]> expected;
        try (TrainingEngine engine = engine("dl4j", config)) {
            engine.step(batch(config, 0), RATE);
            engine.step(batch(config, 1), RATE);
            middle = engine.state();
            engine.step(batch(config, 2), RATE);
            engine.step(batch(config, 3), RATE);
            expected = engine.parameters();
        }
        for (String name : new String[] {"dl4j", "java"}) {
            try (TrainingEngine engine = engine(name, config)) {
                engine.restore(middle);
                engine.step(batch(config, 2), RATE);
                engine.step(batch(config, 3), RATE);
                close(engine.parameters(), expected, 1e-4);
            }
        }
    }

    @Test
    void judgingLeavesTheStatesOfTraining() {
        NetworkConfig config = Networks.config(Trunk.MAMBA2, 8, 1);
        try (TrainingEngine one = engine("dl4j", config);
                TrainingEngine other = engine("dl4j", config)) {
            one.step(batch(config, 0), RATE);
            other.step(batch(config, 0), RATE);
            other.loss(batch(config, 4));
            double expected = one.step(batch(config, 1), RATE);
            assertThat(other.step(batch(config, 1), RATE))
                    .isCloseTo(expected, within(1e-6 * expected));
        }
    }

    @Test
    void aBatchThatDivergesLeavesTheWeights() {
        NetworkConfig config = Networks.config(Trunk.MAMBA2, 8, 1);
        try (TrainingEngine engine = engine("dl4j", config)) {
            engine.step(batch(config, 0), RATE);
            Parameters<float[]> before = engine.parameters();
            Batch bad = batch(config, 2);
            bad.inputs()[7] = Float.POSITIVE_INFINITY;
            assertThatThrownBy(() -> engine.step(bad, RATE))
                    .isInstanceOf(DivergedException.class)
                    .hasMessageContaining("lower the learning rate");
            close(engine.parameters(), before, 0);
        }
    }

    @Test
    void whatItDoesNotDoIsNamed() {
        NetworkConfig config = Networks.config(Trunk.MAMBA2, 8, 1);
        NetworkConfig other =
                new NetworkConfig(
                        config.inputs(),
                        config.trunk(),
                        new BackboneConfig(
                                1, Mamba2Config.builder(8).headdim(4).rmsnorm(false).build()),
                        config.mlpHidden(),
                        new HeadConfig.Quantiles(
                                config.horizons(), config.levels(), config.bases()));
        assertThatThrownBy(() -> engine("dl4j", other))
                .hasMessage("engine dl4j does not do rmsnorm=false; engine java does");
        try (TrainingEngine engine = engine("dl4j", config)) {
            assertThatThrownBy(() -> engine.step(batch(config, 1), RATE))
                    .hasMessage("a batch of 4 sequences continues one of 0");
        }
    }

    private static TrainingEngine engine(String name, NetworkConfig config) {
        return Engines.create(
                name, config, NetworkInit.seeded(config, 3), AdamWOptions.defaults(), 2);
    }

    /** Odd ones go on. */
    private static Batch batch(NetworkConfig config, int step) {
        return Networks.batch(config, SEQUENCES, LENGTH, new Random(step), step % 2 == 0);
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
