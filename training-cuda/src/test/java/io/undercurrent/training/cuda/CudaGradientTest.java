package io.undercurrent.training.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.undercurrent.mamba2.Parameters;
import io.undercurrent.scorer.network.NetworkConfig;
import io.undercurrent.training.engine.Batch;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Loss and gradient of the emulated kernels against the plain network in float64. */
class CudaGradientTest {
    private static final long SEED = 5;
    private static final int RANDOM = 6;
    private static final int SEQUENCES = 2;

    /** Three chunks of 16, the last of them not full. */
    private static final int LENGTH = 41;

    @BeforeEach
    void emulation() {
        Emulation.use();
        System.setProperty(ScanShape.CHUNK_PROPERTY, "16");
    }

    @AfterEach
    void usualChunk() {
        System.clearProperty(ScanShape.CHUNK_PROPERTY);
    }

    @TestFactory
    Stream<DynamicTest> everyOption() {
        return tests(Cases.all());
    }

    @TestFactory
    Stream<DynamicTest> randomNetworks() {
        Random random = new Random(SEED);
        Map<String, NetworkConfig> cases = new LinkedHashMap<>();
        for (int i = 0; i < RANDOM; i++) {
            cases.put("seed " + SEED + ", network " + i, Cases.random(random));
        }
        return tests(cases);
    }

    private static Stream<DynamicTest> tests(Map<String, NetworkConfig> cases) {
        return cases.entrySet().stream()
                .map(
                        entry ->
                                DynamicTest.dynamicTest(
                                        entry.getKey(),
                                        () -> check(entry.getValue(), CudaMode.FLOAT32, 3e-6)));
    }

    /** A piece that begins and one that goes on from its states. */
    private static void check(NetworkConfig config, CudaMode mode, double allowed) {
        Parameters<float[]> weights = Cases.weights(config, SEED);
        Truth truth = new Truth(config, weights);
        try (CudaEngine engine = GpuCheck.engine(config, weights, mode)) {
            for (int piece = 0; piece < 2; piece++) {
                Batch batch = Cases.batch(config, SEQUENCES, LENGTH, piece, piece == 0);
                double expected = truth.step(batch);
                assertThat(engine.step(batch, 0))
                        .isCloseTo(expected, within(expected * Math.max(1e-6, allowed / 10)));
                assertThat(truth.error(engine.gradients()))
                        .as("%s, worst %s", config, truth.worst(engine.gradients()))
                        .isLessThan(allowed);
            }
        }
    }

    /** As the tensor cores round; PyTorch's errors in the same precisions are of this size. */
    @Test
    void otherPrecisionsRoundTheirOperandsAlone() {
        NetworkConfig config = Cases.all().get("no norm");
        check(config, CudaMode.TF32, 2e-3);
        check(config, CudaMode.BF16, 2e-2);
    }

    /** The kernels with sizes that the compiler knows; chunks of 32, the last one not full. */
    @Test
    void sizesOfTheBundledModel() {
        System.clearProperty(ScanShape.CHUNK_PROPERTY);
        NetworkConfig config = GpuCheck.presets().get("tiny");
        Parameters<float[]> weights = Cases.weights(config, SEED);
        Emulation.call("emulation_reset");
        Truth truth = new Truth(config, weights);
        try (CudaEngine engine = GpuCheck.engine(config, weights, CudaMode.FLOAT32)) {
            Batch batch = Cases.batch(config, 1, LENGTH, 1, true);
            double expected = truth.step(batch);
            assertThat(engine.step(batch, 0)).isCloseTo(expected, within(1e-6 * expected));
            assertThat(truth.error(engine.gradients())).isLessThan(3e-6);
        }
        assertThat(Emulation.calls())
                .contains("culaunchkernel chunk_backward_float32_16")
                .doesNotContain("culaunchkernel chunk_backward_float32");
    }
}
