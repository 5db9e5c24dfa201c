package io.undercurrent.training.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.undercurrent.mamba2.BackboneConfig;
import io.undercurrent.mamba2.Mamba2Config;
import io.undercurrent.mamba2.Parameters;
import io.undercurrent.scorer.network.HeadConfig;
import io.undercurrent.scorer.network.NetworkConfig;
import io.undercurrent.scorer.network.Trunk;
import io.undercurrent.training.network.NetworkInit;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JavaEngineTest {
    private static final int SEQUENCES = 5;
    private static final int LENGTH = 16;
    private static final double RATE = 3e-3;

    private static NetworkConfig config(Trunk trunk) {
        return new NetworkConfig(
                2,
                trunk,
                new BackboneConfig(
                        2, Mamba2Config.builder(16).headdim(8).dState(8).chunkSize(8).build()),
                24,
                new HeadConfig.Quantiles(List.of(1, 2), List.of(0.1, 0.5, 0.9), 2));
    }

    /** The right base is told by the second input: it has to be learned. */
    @ParameterizedTest
    @EnumSource(Trunk.class)
    void theLossFallsOnATaskThatTheInputsTell(Trunk trunk) {
        NetworkConfig config = config(trunk);
        try (TrainingEngine engine = engine(config, 2)) {
            double before = engine.loss(batch(config, 1000, true));
            for (int step = 0; step < 150; step++) {
                engine.step(batch(config, step, true), RATE);
            }
            assertThat(engine.loss(batch(config, 1000, true))).isLessThan(0.6 * before);
        }
    }

    @Test
    void threadsChangeNoBit() {
        NetworkConfig config = config(Trunk.MAMBA2);
        assertThat(trained(config, 1, 6)).isEqualTo(trained(config, 4, 6));
    }

    @Test
    void aRestoredStateGoesOnToTheSameBits() {
        NetworkConfig config = config(Trunk.MAMBA2);
        EngineState middle;
        float[] expected;
        try (TrainingEngine engine = engine(config, 2)) {
            round(engine, config, 0);
            middle = engine.state();
            round(engine, config, 1);
            expected = flat(engine.parameters());
        }
        try (TrainingEngine engine = engine(config, 3)) {
            engine.restore(middle);
            round(engine, config, 1);
            assertThat(flat(engine.parameters())).isEqualTo(expected);
        }
    }

    /** Two pieces, the second of which resumes from the first. */
    private static void round(TrainingEngine engine, NetworkConfig config, int round) {
        engine.step(batch(config, 2L * round, true), RATE);
        engine.step(batch(config, 2L * round + 1, false), RATE);
    }

    @Test
    void aBatchThatDivergesLeavesTheWeights() {
        NetworkConfig config = config(Trunk.MAMBA2);
        try (TrainingEngine engine = engine(config, 2)) {
            engine.step(batch(config, 1, true), RATE);
            float[] before = flat(engine.parameters());
            Batch bad = batch(config, 2, true);
            bad.inputs()[7] = Float.POSITIVE_INFINITY;
            assertThatThrownBy(() -> engine.step(bad, RATE))
                    .isInstanceOf(DivergedException.class)
                    .hasMessageContaining("lower the learning rate");
            assertThat(flat(engine.parameters())).isEqualTo(before);
        }
    }

    @Test
    void aBatchThatDoesNotFitIsNamed() {
        NetworkConfig config = config(Trunk.MLP);
        try (TrainingEngine engine = engine(config, 1)) {
            Batch b = batch(config, 1, true);
            Batch wrong =
                    new Batch(
                            SEQUENCES,
                            LENGTH,
                            new float[3],
                            b.bases(),
                            b.targets(),
                            b.units(),
                            true);
            assertThatThrownBy(() -> engine.step(wrong, RATE))
                    .hasMessage(
                            "batch of 5 sequences of 16 tokens: inputs has 3 numbers, the network needs 160");
        }
    }

    @Test
    void weightDecayLeavesRatesNormsAndBiases() {
        for (String name :
                new String[] {
                    "backbone.layers.0.mixer.dt_bias",
                    "backbone.layers.0.mixer.A_log",
                    "backbone.layers.0.mixer.D",
                    "backbone.layers.0.norm.weight",
                    "head.mix.bias"
                }) {
            assertThat(AdamW.decays(name, new int[] {4})).as(name).isFalse();
        }
        assertThat(AdamW.decays("head.mix.weight", new int[] {4, 4})).isTrue();
        assertThat(AdamW.decays("backbone.layers.0.mixer.in_proj.weight", new int[] {4, 4}))
                .isTrue();
    }

    @Test
    void theRateWarmsUpAndFallsToItsFloor() {
        LearningRate rate = new LearningRate(1e-2, 1e-4, 10, 100);
        assertThat(rate.of(0)).isEqualTo(1e-3);
        assertThat(rate.of(9)).isEqualTo(1e-2);
        assertThat(rate.of(54)).isBetween(5.1e-3, 5.3e-3);
        assertThat(rate.of(100)).isEqualTo(1e-4);
        assertThat(rate.of(1000)).isEqualTo(1e-4);
    }

    private static float[] trained(NetworkConfig config, int threads, int steps) {
        try (TrainingEngine engine = engine(config, threads)) {
            for (int step = 0; step < steps; step++) {
                engine.step(batch(config, step, step % 2 == 0), RATE);
            }
            return flat(engine.parameters());
        }
    }

    private static TrainingEngine engine(NetworkConfig config, int threads) {
        return new JavaEngine(
                config, NetworkInit.seeded(config, 3), AdamWOptions.defaults(), threads);
    }

    private static float[] flat(Parameters<float[]> p) {
        float[] all = new float[0];
        for (String name : p.names()) {
            float[] values = p.get(name);
            int from = all.length;
            all = Arrays.copyOf(all, from + values.length);
            System.arraycopy(values, 0, all, from, values.length);
        }
        return all;
    }

    private static Batch batch(NetworkConfig c, long seed, boolean fresh) {
        Random random = new Random(seed);
        int tokens = SEQUENCES * LENGTH;
        float[] inputs = new float[tokens * c.inputs()];
        float[] bases = new float[tokens * 4];
        float[] targets = new float[tokens * 2];
        float[] units = new float[tokens * 2];
        Arrays.fill(units, 1f);
        for (int t = 0; t < tokens; t++) {
            boolean second = random.nextBoolean();
            inputs[2 * t] = (float) random.nextGaussian();
            inputs[2 * t + 1] = second ? 1 : -1;
            for (int h = 0; h < 2; h++) {
                bases[4 * t + 2 * h] = (float) (3 * random.nextGaussian());
                bases[4 * t + 2 * h + 1] = (float) (3 * random.nextGaussian());
                targets[2 * t + h] = bases[4 * t + 2 * h + (second ? 1 : 0)];
            }
        }
        targets[3] = Float.NaN;
        return new Batch(SEQUENCES, LENGTH, inputs, bases, targets, units, fresh);
    }
}
