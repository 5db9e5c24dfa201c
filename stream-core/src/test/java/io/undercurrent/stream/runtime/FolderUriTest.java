package io.undercurrent.stream.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Folders as users and as Flink write them. */
class FolderUriTest {
    @Test
    void urisStayAndPathsBecomeUris() {
        for (String uri : new String[] {"s3://b/c", "hdfs:/a/b", "hdfs://n:1/a", "file:/a"}) {
            assertThat(FolderUri.of(uri)).isEqualTo(uri);
        }
        assertThat(FolderUri.of("/a/../b c")).isEqualTo("file:///b%20c");
        assertThat(FolderUri.of("a")).startsWith("file:///").endsWith("/a");
    }

    @Test
    void onlyPathsAndFileUrisAreLocal() {
        for (String uri : new String[] {"s3://b/c", "hdfs:/a/b", "hdfs://n:1/a"}) {
            assertThat(FolderUri.local(uri)).as(uri).isEmpty();
        }
        Path data = Path.of("/a/b c");
        for (String folder : new String[] {"/a/b c", "file:/a/b%20c", "file:///a/b%20c"}) {
            assertThat(FolderUri.local(folder)).as(folder).contains(data);
        }
        assertThat(FolderUri.local("a")).contains(Path.of("a").toAbsolutePath());
    }
}
