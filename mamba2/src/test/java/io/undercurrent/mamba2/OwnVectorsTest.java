package io.undercurrent.mamba2;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.mamba2.safetensors.SafetensorsFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * A guard against unnoticed change, no oracle: the vectors in {@code golden/own} were written by
 * this project's textbook implementation, which still has to write the same. {@link
 * GoldenVectorsTest} holds the agreement with the reference.
 */
class OwnVectorsTest {

    @TestFactory
    Stream<DynamicTest> theFastFormsStillAgreeWithThem() throws IOException {
        List<String> summary = new ArrayList<>();
        return GoldenFolder.checkedIn("own").cases().stream()
                .flatMap(test -> GoldenVectorsTest.tests(test, summary));
    }

    @Test
    void theTextbookStillMakesThem(@TempDir Path fresh) throws IOException {
        OwnVectors.write(fresh);
        List<GoldenCase> made = GoldenFolder.read(fresh).cases();
        List<GoldenCase> stored = GoldenFolder.checkedIn("own").cases();
        assertThat(made).hasSameSizeAs(stored).isNotEmpty();
        for (int i = 0; i < made.size(); i++) {
            try (SafetensorsFile now = SafetensorsFile.open(made.get(i).f64());
                    SafetensorsFile then = SafetensorsFile.open(stored.get(i).f64())) {
                assertThat(now.tensors()).isEqualTo(then.tensors());
                for (String name : then.tensors().keySet()) {
                    if (then.tensors().get(name).dtype().isFloating()) {
                        String what = made.get(i).name() + " " + name;
                        Near.assertNear(what, now.doubles(name), then.doubles(name), 1e-12);
                    } else {
                        assertThat(now.longs(name)).as(name).isEqualTo(then.longs(name));
                    }
                }
            }
        }
    }
}
