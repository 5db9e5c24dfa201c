package io.undercurrent.state.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
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
        List<Integer> read = new ArrayList<>();
        boolean written = false;
        try (CloseableIterator<Integer> all =
                environment.fromData(1, 2, 3).executeAndCollect("count")) {
            while (all.hasNext()) {
                written |= hasFiles(scratch);
                read.add(all.next());
            }
        }
        scratch.awaitClosed();
        assertThat(read).containsExactly(1, 2, 3);
        assertThat(written).as("the cluster's own folders").isTrue();
        assertThat(scratch.path()).doesNotExist();
    }

    private static boolean hasFiles(ScratchFolder scratch) throws IOException {
        try (var files = Files.list(scratch.path())) {
            return files.findAny().isPresent();
        }
    }
}
