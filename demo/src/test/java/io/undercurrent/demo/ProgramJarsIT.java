package io.undercurrent.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program's jars as this build has laid them out. */
class ProgramJarsIT {
    private static final Path LIB = Path.of(System.getProperty("program.lib"));

    /** File names without versions: one artifact in two versions counts as the same. */
    private static List<String> jars(Path folder) throws IOException {
        List<String> jars = new ArrayList<>();
        try (var files = Files.newDirectoryStream(folder, "*.jar")) {
            files.forEach(
                    file -> jars.add(file.getFileName().toString().replaceFirst("-\\d.*", "")));
        }
        return jars;
    }

    @ParameterizedTest
    @ValueSource(strings = {"flink", "kafka-streams"})
    void aClassPathHasEachArtifactOnce(String runtime) throws IOException {
        List<String> all = jars(LIB);
        all.addAll(jars(LIB.resolve(runtime)));
        // org.apache.kafka's own artifact has the name of our module.
        if (runtime.equals("kafka-streams")) {
            assertThat(all.remove("kafka-streams")).isTrue();
        }
        assertThat(all).doesNotHaveDuplicates();
    }

    @Test
    void aRuntimesJarsAreInItsFolderAlone() throws IOException {
        assertThat(jars(LIB))
                .contains("cli", "stream-core", "kafka-clients")
                .noneMatch(jar -> jar.startsWith("flink-") || jar.contains("rocksdb"));
        assertThat(jars(LIB.resolve("flink")))
                .contains("stream-jobs", "state-store", "demo", "flink-runtime", "frocksdbjni")
                .doesNotContain("rocksdbjni");
        assertThat(jars(LIB.resolve("kafka-streams")))
                .contains("kafka-streams", "rocksdbjni")
                .noneMatch(jar -> jar.startsWith("flink-") || jar.equals("frocksdbjni"));
    }
}
