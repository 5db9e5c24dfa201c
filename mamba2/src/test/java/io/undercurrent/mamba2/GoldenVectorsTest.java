package io.undercurrent.mamba2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.undercurrent.mamba2.forms.Precision;
import io.undercurrent.testing.SharedFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Agreement with the reference implementation, in both precisions: outputs, final states, step by
 * step, states in the middle, sequences of several lengths, resuming, and all gradients.
 *
 * <p>Four small cases are in the repository and always run. All cases run where {@code
 * shared/golden} or a folder named by {@code -Dgolden.dir} is there.
 */
class GoldenVectorsTest {

    private static final List<String> SUMMARY = new ArrayList<>();

    @TestFactory
    Stream<DynamicTest> theRepositorysCases() throws IOException {
        List<GoldenCase> cases = GoldenFolder.checkedIn("reference").cases();
        assertThat(cases)
                .extracting(GoldenCase::name)
                .containsExactly("m_dconv_h1", "m_resume", "s_mqa", "lm_tied");
        return cases.stream().flatMap(test -> tests(test, SUMMARY));
    }

    @TestFactory
    Stream<DynamicTest> allCases() throws IOException {
        Optional<GoldenFolder> folder = GoldenFolder.configured();
        if (folder.isEmpty()) {
            return Stream.of(
                    DynamicTest.dynamicTest(
                            "all cases of shared/golden",
                            () -> SharedFolder.file(GoldenFolder.SHARED)));
        }
        assertThat(folder.get().cases()).isNotEmpty();
        return folder.get().cases().stream().flatMap(test -> tests(test, SUMMARY));
    }

    static Stream<DynamicTest> tests(GoldenCase test, List<String> summary) {
        if (test.kind().equals("lm") && refused(test)) {
            return Stream.of(
                    DynamicTest.dynamicTest(
                            test.name() + " refused", () -> assertRefused(test, summary)));
        }
        return Stream.of(
                DynamicTest.dynamicTest(
                        test.name() + " f64",
                        () -> run(test, GoldenTensors.float64(test.f64()), summary)),
                DynamicTest.dynamicTest(
                        test.name() + " f32",
                        () -> {
                            GoldenTensors<float[]> tensors = GoldenTensors.float32(test.f32());
                            new GoldenStepCheck(test, tensors).run();
                            run(test, tensors, summary);
                        }));
    }

    private static <V> void run(GoldenCase test, GoldenTensors<V> tensors, List<String> summary) {
        switch (test.kind()) {
            case "module" -> new GoldenModuleCheck<>(test, tensors).run();
            case "ssd" -> new GoldenSsdCheck<>(test, tensors).run();
            case "lm" ->
                    new GoldenLanguageModelCheck<>(
                                    test, tensors, ModelConfigJson.parse(test.config()))
                            .run();
            default -> throw new AssertionError("unknown kind of case: " + test.kind());
        }
        tensors.assertAllCompared();
        summary.add(
                String.format(
                        Locale.ROOT,
                        "%s %s: %d results, %d of them gradients, worst %.1e of the tolerance",
                        test.name(),
                        tensors.r == Precision.FLOAT64 ? "f64" : "f32",
                        tensors.compared(),
                        tensors.gradientsCompared(),
                        tensors.worst()));
    }

    private static boolean refused(GoldenCase test) {
        boolean attention =
                test.config().get("attn_layer_idx") instanceof List<?> layers && !layers.isEmpty();
        boolean mlp = test.config().get("d_intermediate") instanceof Long width && width > 0;
        return attention || mlp;
    }

    private static void assertRefused(GoldenCase test, List<String> summary) {
        assertThatThrownBy(() -> LanguageModel.load(test.directory()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("config.json")
                .satisfiesAnyOf(
                        e -> assertThat(e).hasMessageContaining("attn_layer_idx"),
                        e -> assertThat(e).hasMessageContaining("d_intermediate"));
        summary.add(test.name() + ": refused");
    }

    @AfterAll
    static void printSummary() {
        if (!SUMMARY.isEmpty()) {
            SUMMARY.forEach(line -> System.out.println("golden " + line));
            System.out.println("golden: " + SUMMARY.size() + " case runs passed");
        }
    }
}
