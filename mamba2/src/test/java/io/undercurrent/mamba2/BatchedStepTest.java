package io.undercurrent.mamba2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the step promises beyond its numbers: bits, memory, offsets, forks. */
class BatchedStepTest {

    private static final int KEYS = 19;

    /** Keys interleaved at random, in batches of random size and order, against each key alone. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void batchCompositionChangesNoBit(long seed) {
        RandomModels models = new RandomModels(seed);
        Backbone backbone = Backbone.seeded(models.backbone(), seed);
        int width = backbone.config().mixer().dModel();
        int events = 25;
        float[][][] inputs = new float[KEYS][][];
        float[][][] expected = new float[KEYS][][];
        float[][] gaps = new float[KEYS][];
        float[][] finals = new float[KEYS][];
        for (int key = 0; key < KEYS; key++) {
            inputs[key] = RandomModels.single(models.rows(events, width));
            gaps[key] = models.gapRatios(events);
            StepRunner alone = new StepRunner(backbone);
            expected[key] = alone.run(inputs[key], gaps[key]);
            finals[key] = alone.state;
        }

        Random random = new Random(seed);
        BackboneStep step = backbone.newStep(KEYS);
        float[] slab = new float[3 + KEYS * (backbone.stateFloats() + 5)];
        for (int key = 0; key < KEYS; key++) {
            backbone.initState(slab, offset(backbone, key));
        }
        int[] next = new int[KEYS];
        while (Arrays.stream(next).anyMatch(n -> n < events)) {
            int[] keys = random.ints(0, KEYS).distinct().limit(1 + random.nextInt(KEYS)).toArray();
            keys = Arrays.stream(keys).filter(key -> next[key] < events).toArray();
            if (keys.length == 0) {
                continue;
            }
            float[][] in = new float[keys.length][];
            float[] gap = new float[keys.length];
            float[][] states = new float[keys.length][];
            int[] offsets = new int[keys.length];
            float[][] out = new float[keys.length][width];
            for (int b = 0; b < keys.length; b++) {
                in[b] = inputs[keys[b]][next[keys[b]]];
                gap[b] = gaps[keys[b]][next[keys[b]]];
                states[b] = slab;
                offsets[b] = offset(backbone, keys[b]);
            }
            step.step(keys.length, in, gap, states, offsets, out);
            for (int b = 0; b < keys.length; b++) {
                int at = next[keys[b]]++;
                assertThat(out[b])
                        .as("seed %s, key %s, event %s", seed, keys[b], at)
                        .containsExactly(expected[keys[b]][at]);
            }
        }
        for (int key = 0; key < KEYS; key++) {
            int from = offset(backbone, key);
            assertThat(Arrays.copyOfRange(slab, from, from + backbone.stateFloats()))
                    .as("seed %s, state of key %s", seed, key)
                    .containsExactly(finals[key]);
        }
    }

    private static int offset(Backbone backbone, int key) {
        return 3 + key * (backbone.stateFloats() + 5);
    }

    @ParameterizedTest
    @EnumSource(StepVariant.class)
    void aStepAllocatesNothing(StepVariant variant) {
        Backbone backbone = Backbone.seeded(BackboneConfig.tiny(), 5);
        int width = backbone.config().mixer().dModel();
        BackboneStep step = backbone.newStep(4, variant);
        float[][] inputs = new float[4][width];
        float[][] states = new float[4][backbone.stateFloats()];
        float[][] outputs = new float[4][width];
        int[] offsets = new int[4];
        assertAllocatesNothing(
                () -> {
                    for (int n = 1; n <= 4; n++) {
                        step.step(n, inputs, states, offsets, outputs);
                    }
                });
    }

    @ParameterizedTest
    @EnumSource(StepVariant.class)
    void aPrefillAllocatesNothing(StepVariant variant) {
        Backbone backbone = Backbone.seeded(BackboneConfig.tiny(), 5);
        int width = backbone.config().mixer().dModel();
        Prefill prefill = backbone.newPrefill(variant);
        float[][] inputs = new float[50][width];
        float[][] outputs = new float[50][width];
        float[] state = new float[backbone.stateFloats()];
        assertAllocatesNothing(() -> prefill.run(inputs, null, state, 0, outputs));
    }

    /**
     * The Vector API allocates until the last of the JVM's compilers has done its work, in the
     * background: so the first five windows in a row without a byte are waited for, for as many
     * windows as that may take on a busy machine.
     */
    private static void assertAllocatesNothing(Runnable work) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        int quiet = 0;
        long allocated = 0;
        for (int window = 0; window < 2_000 && quiet < 5; window++) {
            long before = threads.getThreadAllocatedBytes(thread);
            for (int i = 0; i < 200; i++) {
                work.run();
            }
            allocated = threads.getThreadAllocatedBytes(thread) - before;
            quiet = allocated == 0 ? quiet + 1 : 0;
        }
        assertThat(quiet)
                .as("windows of 200 runs without an allocation; the last one's bytes: " + allocated)
                .isEqualTo(5);
    }

    @Test
    void aForkLeavesTheOriginalUntouched() {
        Backbone backbone = Backbone.seeded(BackboneConfig.tiny(), 6);
        RandomModels random = new RandomModels(6);
        float[][] inputs = RandomModels.single(random.rows(30, backbone.config().mixer().dModel()));
        float[] gaps = new float[30];
        Arrays.fill(gaps, 1f);
        StepRunner original = new StepRunner(backbone);
        original.run(Arrays.copyOf(inputs, 20), gaps);
        float[] before = original.state.clone();

        StepRunner fork = new StepRunner(backbone);
        System.arraycopy(original.state, 0, fork.state, 0, before.length);
        float[][] ahead = fork.run(Arrays.copyOfRange(inputs, 20, 30), gaps);

        assertThat(original.state).containsExactly(before);
        assertThat(fork.state).isNotEqualTo(before);
        float[][] same = original.run(Arrays.copyOfRange(inputs, 20, 30), gaps);
        assertThat(same).isDeepEqualTo(ahead);
    }

    @Test
    void wrongArgumentsAreNamed() {
        Backbone backbone = Backbone.seeded(BackboneConfig.tiny(), 7);
        BackboneStep step = backbone.newStep(1);
        float[][] row = new float[1][32];
        float[][] state = new float[1][backbone.stateFloats()];
        assertThatThrownBy(() -> backbone.newStep(0)).hasMessageContaining("maxBatch=0");
        assertThatThrownBy(() -> step.step(2, row, state, new int[2], row))
                .hasMessageContaining("n=2");
        assertThatThrownBy(() -> step.step(1, row, state, new int[] {1}, row))
                .hasMessageContaining("state offset 1")
                .hasMessageContaining(String.valueOf(backbone.stateFloats()));
        assertThatThrownBy(() -> step.step(1, row, new float[] {-1}, state, new int[1], row))
                .hasMessageContaining("gap ratio -1.0");
        Prefill prefill = backbone.newPrefill();
        assertThatThrownBy(() -> prefill.run(row, null, state[0], 1, row))
                .hasMessageContaining("state offset 1");
        assertThatThrownBy(() -> prefill.run(row, new float[] {Float.NaN}, state[0], 0, row))
                .hasMessageContaining("gap ratio NaN");
        assertThat(state[0]).containsOnly(0f);
    }
}
