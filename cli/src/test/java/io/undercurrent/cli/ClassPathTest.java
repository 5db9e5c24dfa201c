package io.undercurrent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which runtime's jars the launchers take, and for which commands they ask for the Vector API. */
class ClassPathTest {
    private static final Path SCRIPT =
            Path.of("src", "main", "launcher", "class-path.sh").toAbsolutePath();

    @TempDir private Path folder;

    @BeforeEach
    void declare() throws Exception {
        Files.writeString(folder.resolve("flink.yaml"), "job: {runtime: flink, parallelism: 2}\n");
        Files.writeString(folder.resolve("streams.yaml"), "job.runtime: kafka-streams\n");
    }

    /** What the script sets, as the shell of the image and that of a checkout read it. */
    private String runtime(String... arguments) throws Exception {
        String classPath = read("class_path", "", arguments);
        assertThat(classPath).startsWith("L/*:L/").endsWith("/*");
        return classPath.substring("L/*:L/".length()).replaceFirst("/\\*$", "");
    }

    private String read(String variable, String before, String... arguments) throws Exception {
        List<String> found = new ArrayList<>();
        for (String shell : List.of("sh", "bash")) {
            List<String> command = new ArrayList<>();
            String script =
                    "set -eu; lib=L; "
                            + before
                            + ". "
                            + SCRIPT
                            + "; printf %s \"$"
                            + variable
                            + "\"";
            command.addAll(List.of(shell, "-c", script, shell));
            command.addAll(List.of(arguments));
            Process process =
                    new ProcessBuilder(command)
                            .directory(folder.toFile())
                            .redirectErrorStream(true)
                            .start();
            found.add(new String(process.getInputStream().readAllBytes(), UTF_8));
            assertThat(process.waitFor()).as(found.toString()).isZero();
        }
        assertThat(found.get(0)).isEqualTo(found.get(1));
        return found.get(0);
    }

    @Test
    void commandsThatComputeAskForTheVectorApiWhereTheJdkHasIt() throws Exception {
        String flag = "--add-modules jdk.incubator.vector";
        for (String command : List.of("run", "train", "evaluate", "bootstrap", "demo")) {
            assertThat(read("vector", "java=true; ", command, "x")).isEqualTo(flag);
            assertThat(read("vector", "java=false; ", command, "x")).as("no such JDK").isEmpty();
        }
        for (String command : List.of("state", "--help", "score")) {
            assertThat(read("vector", "java=true; ", command)).as(command).isEmpty();
        }
        assertThat(read("vector", "java=true; ")).as("no command").isEmpty();
        String plain = "java=true; JAVA_OPTS='-Xmx1g -Dundercurrent.step=plain'; ";
        assertThat(read("vector", plain, "train")).isEmpty();
    }

    @Test
    void flinkIsTheDefault() throws Exception {
        assertThat(runtime()).isEqualTo("flink");
        assertThat(runtime("run", "flink.yaml")).isEqualTo("flink");
        assertThat(runtime("run", "missing.yaml")).isEqualTo("flink");
        assertThat(runtime("state", "export", "--from", "x y", "--out", "z")).isEqualTo("flink");
    }

    @Test
    void theDeclarationChoosesAndTheOptionOverridesIt() throws Exception {
        assertThat(runtime("run", "streams.yaml")).isEqualTo("kafka-streams");
        assertThat(runtime("state", "import", "f", "--config", "streams.yaml"))
                .isEqualTo("kafka-streams");
        assertThat(runtime("run", "streams.yaml", "--runtime", "flink")).isEqualTo("flink");
        assertThat(runtime("run", "--runtime=flink", "streams.yaml")).isEqualTo("flink");
        assertThat(runtime("run", "flink.yaml", "--runtime", "kafka-streams"))
                .isEqualTo("kafka-streams");
        assertThat(runtime("run", "--runtime=kafka-streams", "flink.yaml"))
                .isEqualTo("kafka-streams");
    }

    @Test
    void commandsOfOneRuntimeHaveItsJarsWhateverTheDeclarationSays() throws Exception {
        assertThat(runtime("alarms", "flink.yaml")).isEqualTo("kafka-streams");
        assertThat(runtime("submit", "streams.yaml", "--flink", "u")).isEqualTo("flink");
        assertThat(runtime("generate", "streams.yaml")).isEqualTo("flink");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "job:\n  parallelism: 2\n  runtime: kafka-streams\n",
                "job: {runtime: kafka-streams}\n",
                "job: {parallelism: 2, runtime: \"kafka-streams\"}\n",
                "job.runtime: 'kafka-streams' # not Flink\n"
            })
    void allWaysToWriteTheOptionAreSeen(String yaml) throws Exception {
        Files.writeString(folder.resolve("stream.yml"), yaml);
        assertThat(runtime("run", "stream.yml")).isEqualTo("kafka-streams");
    }

    @Test
    void aCommentIsNoChoice() throws Exception {
        Files.writeString(folder.resolve("s.yaml"), "# job.runtime: kafka-streams\n");
        assertThat(runtime("run", "s.yaml")).isEqualTo("flink");
    }
}
