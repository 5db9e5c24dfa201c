package io.undercurrent.mamba2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The variants give the same bits; this module's tests run with the Vector API added. */
class StepVariantTest {

    private static final int KEYS = 5;
    private static final int EVENTS = 40;

    @Test
    void theVectorApiIsHere() {
        assertThat(StepVariant.VECTOR.isAvailable()).as(StepVariant.choice()).isTrue();
        assertThat(StepVariant.choose(null)).isEqualTo(StepVariant.VECTOR);
        assertThat(StepVariant.choose("plain")).isEqualTo(StepVariant.PLAIN);
        assertThat(StepVariant.choose(" Vector ")).isEqualTo(StepVariant.VECTOR);
        assertThatThrownBy(() -> StepVariant.choose("fast"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("-Dundercurrent.step=fast: allowed are auto, plain and vector");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void randomModelsGiveTheSameBits(long seed) {
        RandomModels models = new RandomModels(seed);
        compare(Backbone.seeded(models.backbone(), seed), models, "seed " + seed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tiny", "small", "base", "odd"})
    void sizesThatFillVectorsGiveTheSameBits(String size) {
        BackboneConfig config =
                switch (size) {
                    case "tiny" -> BackboneConfig.tiny();
                    case "small" -> BackboneConfig.small();
                    case "base" -> BackboneConfig.base();
                    default ->
                            new BackboneConfig(
                                    2, Mamba2Config.builder(37).headdim(37).dState(19).build());
                };
        compare(Backbone.seeded(config, 3), new RandomModels(4), size);
    }

    private static void compare(Backbone backbone, RandomModels models, String what) {
        int width = backbone.config().mixer().dModel();
        float[][] inputs = RandomModels.single(models.rows(EVENTS * KEYS, width));
        assertThat(run(backbone, inputs, StepVariant.VECTOR))
                .as(what)
                .isDeepEqualTo(run(backbone, inputs, StepVariant.PLAIN));
    }

    /** Outputs of batched steps, then of a prefill, then the states. */
    private static float[][] run(Backbone backbone, float[][] inputs, StepVariant variant) {
        int width = backbone.config().mixer().dModel();
        BackboneStep step = backbone.newStep(KEYS, variant);
        float[][] states = new float[KEYS][backbone.stateFloats() + 3];
        int[] offsets = new int[KEYS];
        Arrays.fill(offsets, 3);
        for (float[] state : states) {
            backbone.initState(state, 3);
        }
        float[][] all = new float[EVENTS * KEYS + EVENTS + KEYS][];
        for (int t = 0; t < EVENTS; t++) {
            float[][] in = Arrays.copyOfRange(inputs, t * KEYS, (t + 1) * KEYS);
            float[][] out = new float[KEYS][width];
            step.step(KEYS, in, states, offsets, out);
            System.arraycopy(out, 0, all, t * KEYS, KEYS);
        }
        float[][] prefilled = new float[EVENTS][width];
        backbone.newPrefill(variant)
                .run(Arrays.copyOf(inputs, EVENTS), null, states[0], 3, prefilled);
        System.arraycopy(prefilled, 0, all, EVENTS * KEYS, EVENTS);
        System.arraycopy(states, 0, all, EVENTS * KEYS + EVENTS, KEYS);
        return all;
    }

    /** In a JVM of its own, since the choice is made once. */
    @ParameterizedTest
    @EnumSource(StepVariant.class)
    void withoutTheModulePlainJavaIsChosenAndSaysWhy(StepVariant wanted) throws Exception {
        String printed = choose("-Dundercurrent.step=" + wanted.name().toLowerCase(Locale.ROOT));
        assertThat(printed)
                .contains(
                        wanted == StepVariant.PLAIN
                                ? "plain (the Vector API is not there; start Java with --add-modules jdk.incubator.vector)"
                                : "-Dundercurrent.step=vector: the Vector API is not there; start Java with --add-modules jdk.incubator.vector");
    }

    /** Without C2 the Vector API is five times slower than plain Java. */
    @ParameterizedTest
    @ValueSource(strings = {"-XX:TieredStopAtLevel=1", "-Xint"})
    void withoutAnOptimiserPlainJavaIsChosen(String flag) throws Exception {
        String[] module = {"--add-modules", "jdk.incubator.vector"};
        assertThat(choose(flag, module[0], module[1])).contains("plain (this JVM has no C2)");
        assertThat(choose("-Dundercurrent.step=auto", module[0], module[1]))
                .endsWith("vector" + System.lineSeparator());
    }

    private static String choose(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(Chooser.class.getName());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return printed;
    }

    /** Prints what was chosen. */
    static final class Chooser {
        private Chooser() {}

        public static void main(String[] args) {
            System.out.println(StepVariant.choice());
        }
    }
}
