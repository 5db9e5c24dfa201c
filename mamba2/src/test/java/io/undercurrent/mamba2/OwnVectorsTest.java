package io.undercurrent.mamba2;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.mamba2.safetensors.SafetensorsFile;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The checked-in vectors: the same checks as for the reference's, and the textbook makes them. */
class OwnVectorsTest {

    @TestFactory
    Stream<DynamicTest> checkedIn() throws IOException, URISyntaxException {
        List<String> summary = new ArrayList<>();
        return GoldenFolder.read(folder()).cases().stream()
                .flatMap(test -> GoldenVectorsTest.tests(test, summary));
    }

    @Test
    void theTextbookStillMakesThem(@TempDir Path fresh) throws IOException, URISyntaxException {
        OwnVectors.write(fresh);
        List<GoldenCase> made = GoldenFolder.read(fresh).cases();
        List<GoldenCase> stored = GoldenFolder.read(folder()).cases();
        assertThat(made).hasSameSizeAs(stored);
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

    private static Path folder() throws URISyntaxException {
        return Path.of(OwnVectorsTest.class.getResource("/golden/manifest.json").toURI())
                .getParent();
    }
}
