package io.undercurrent.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders as users and as Flink write them, and what is no checkpoint. */
class CheckpointFolderTest {
    @Test
    void urisStayAndPathsBecomeUris() {
        for (String uri : new String[] {"s3://b/c", "hdfs:/a/b", "hdfs://n:1/a", "file:/a"}) {
            assertThat(CheckpointFolder.uri(uri)).isEqualTo(uri);
        }
        assertThat(CheckpointFolder.uri("/a/../b c")).isEqualTo("file:///b%20c");
        assertThat(CheckpointFolder.uri("a")).startsWith("file:///").endsWith("/a");
    }

    @Test
    void whatIsNoCompleteCheckpointIsRefusedByName(@TempDir Path folder) throws Exception {
        String path = folder.toString();
        assertThatThrownBy(() -> CheckpointFolder.at(path))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("checkpoint " + path + ": there is no file _metadata in it");
        Files.write(folder.resolve("_metadata"), new byte[] {1, 2, 3});
        assertThatThrownBy(() -> CheckpointFolder.at(path))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("its _metadata is damaged; name an earlier one");
        assertThat(CheckpointFolder.newest(path)).isEmpty();
        assertThat(CheckpointFolder.setAside(path, 0)).isEmpty();
    }
}
