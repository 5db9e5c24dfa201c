package io.undercurrent.state.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;

/** Where a small job in this process writes. */
class ScratchFolderTest {
    @Test
    void itIsOutOfOthersReachAndGoneWhenTheJobHasEnded() throws Exception {
        ScratchFolder scratch = ScratchFolder.create();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(scratch.path())))
                .isEqualTo("rwx------");
        Configuration configuration = new Configuration();
        var environment = QuietEnvironment.of(configuration, scratch);
        String path = scratch.path().toString();
        List<Boolean> written = new ArrayList<>();
        try (CloseableIterator<Boolean> all =
                environment.fromData(1, 2, 3).map(i -> hasFiles(path)).executeAndCollect("look")) {
            all.forEachRemaining(written::add);
        }
        scratch.awaitClosed();
        assertThat(written).as("the cluster's own folders").containsExactly(true, true, true);
        assertThat(scratch.path()).doesNotExist();
    }

    private static boolean hasFiles(String scratch) throws IOException {
        try (var files = Files.list(Path.of(scratch))) {
            return files.findAny().isPresent();
        }
    }
}
