package io.undercurrent.job.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.undercurrent.job.UndercurrentJob;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which jar goes to the cluster. */
class ClusterJarTest {
    private static final String JOB = UndercurrentJob.class.getName().replace('.', '/') + ".class";

    @TempDir Path folder;
    private Path program;

    @BeforeEach
    void layOut() throws IOException {
        program = Files.createDirectories(folder.resolve("home/lib")).resolve("stream-jobs.jar");
        Files.createFile(program);
    }

    @Test
    void oneBesideTheLibFolderIsFound() throws IOException {
        Path jar = Files.createFile(folder.resolve("home/stream-jobs-1-cluster.jar"));
        assertThat(ClusterJar.search(program)).isEqualTo(jar);
    }

    @Test
    void oneOfACheckoutIsFound() throws IOException {
        Path target = Files.createDirectories(folder.resolve("home/stream-jobs/target"));
        Path jar = Files.createFile(target.resolve("stream-jobs-1-cluster.jar"));
        assertThat(ClusterJar.search(program)).isEqualTo(jar);
        Path deep = Files.createDirectories(folder.resolve("home/target/lib/flink"));
        assertThat(ClusterJar.search(deep.resolve("stream-jobs.jar"))).isEqualTo(jar);
    }

    @Test
    void noneOrSeveralAreRefused() throws IOException {
        assertThatThrownBy(() -> ClusterJar.search(program)).hasMessageContaining("--jar");
        Files.createFile(folder.resolve("home/a-cluster.jar"));
        Files.createFile(folder.resolve("home/b-cluster.jar"));
        assertThatThrownBy(() -> ClusterJar.search(program))
                .hasMessageContaining("a-cluster.jar")
                .hasMessageContaining("b-cluster.jar");
    }

    @Test
    void aJarOfAnotherBuildIsRefusedByTheClassThatDiffers() throws IOException {
        byte[] ours;
        try (InputStream in = UndercurrentJob.class.getClassLoader().getResourceAsStream(JOB)) {
            ours = in.readAllBytes();
        }
        Path same = jar("same", JOB, ours);
        assertThat(ClusterJar.find(same)).isEqualTo(same);
        ours[ours.length - 1] ^= 1;
        Path other = jar("other", JOB, ours);
        assertThatThrownBy(() -> ClusterJar.find(other)).hasMessageContaining(JOB + " differs");
    }

    @Test
    void whatHoldsNoJobIsRefused() throws IOException {
        Path empty = jar("empty", "x", new byte[1]);
        assertThatThrownBy(() -> ClusterJar.find(empty))
                .hasMessageContaining("no Undercurrent job");
        assertThatThrownBy(() -> ClusterJar.find(program)).hasMessageContaining("no jar file");
        assertThatThrownBy(() -> ClusterJar.find(folder.resolve("no.jar")))
                .hasMessageContaining("no such file");
    }

    private Path jar(String name, String entry, byte[] bytes) throws IOException {
        Path path = folder.resolve(name + ".jar");
        try (var out = new JarOutputStream(Files.newOutputStream(path))) {
            out.putNextEntry(new JarEntry(entry));
            out.write(bytes);
        }
        return path;
    }
}
