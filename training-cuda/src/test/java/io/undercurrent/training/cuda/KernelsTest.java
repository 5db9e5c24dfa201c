package io.undercurrent.training.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The binary that is checked in. */
class KernelsTest {
    private static final Path RESOURCES =
            Path.of("src/main/resources/io/undercurrent/training/cuda");

    @Test
    void comeFromTheSources() throws IOException, InterruptedException {
        Process process = new ProcessBuilder("./build-kernels", "--hash").start();
        String hash = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        assertThat(Files.readString(RESOURCES.resolve("kernels.sha256")))
                .as("the sources changed: run training-cuda/build-kernels")
                .isEqualTo(hash);
        assertThat(Files.size(RESOURCES.resolve("kernels.fatbin"))).isGreaterThan(100_000);
    }

    /** All targets, without warnings. Takes minutes. */
    @Test
    @Tag("slow")
    void compileWithoutWarnings() throws IOException {
        boolean there = Emulation.runs("nvcc", "--version");
        if (!there) {
            System.out.println("skipped: there is no nvcc");
        }
        assumeTrue(there, "there is no nvcc");
        Path to = Files.createTempFile("kernels", ".fatbin");
        Emulation.run(List.of("./build-kernels", "--to", to.toString()));
        assertThat(Files.size(to)).isGreaterThan(100_000);
        Files.delete(to);
    }
}
