package io.undercurrent.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.state.savepoint.KeySlab;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What reading a saved job leaves on this machine's disk. */
class SavedJobTest {
    private static final Path GOLDEN =
            Path.of("src/test/resources/io/undercurrent/job/savepoint-slab-3");
    private static final String TEMPORARY = "java.io.tmpdir";

    @TempDir Path folder;
    private String before;

    /** Flink asks for this folder whenever it is told no other one; the JDK asked once. */
    @BeforeEach
    void lookAtWhatFlinkMakes() {
        before = System.setProperty(TEMPORARY, folder.toString());
    }

    @AfterEach
    void lookNoMore() {
        System.setProperty(TEMPORARY, before);
    }

    /** RocksDB reads a savepoint by writing all of it to a database of its own. */
    @Test
    void nothingIsRestoredToTheFolderOfAllTemporaryFiles() throws Exception {
        List<String> keys = new ArrayList<>();
        try (CloseableIterator<KeySlab> states =
                SavedJob.open(GOLDEN.toAbsolutePath().toString()).slabs()) {
            while (states.hasNext()) {
                keys.add(states.next().key);
                assertThat(folder).isEmptyDirectory();
            }
        }
        assertThat(keys).containsExactlyInAnyOrder("a", "b");
        assertThat(folder).isEmptyDirectory();
    }
}
