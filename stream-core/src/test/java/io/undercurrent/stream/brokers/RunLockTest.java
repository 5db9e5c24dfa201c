package io.undercurrent.stream.brokers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folder that a run locks holds raw events. */
class RunLockTest {
    @TempDir Path folder;

    @Test
    void aNewFolderIsItsOwnersAlone() throws IOException {
        Path checkpoints = folder.resolve("data/checkpoints");
        try (RunLock lock = RunLock.take(checkpoints, "broker:1", folder.toString())) {
            assertThat(permissions(checkpoints)).isEqualTo("rwx------");
            assertThat(lock.warning()).isEmpty();
        }
        Path stores = folder.resolve("stores");
        try (RunLock lock = RunLock.takeFolder(stores, "streams.state-folder")) {
            assertThat(permissions(stores)).isEqualTo("rwx------");
            assertThat(lock.warning()).isEmpty();
        }
    }

    @Test
    void aWiderOneStaysAsTheUserHasItAndIsNamed() throws IOException {
        Path there = Files.createDirectory(folder.resolve("there"));
        Files.setPosixFilePermissions(there, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (RunLock lock = RunLock.take(there, "broker:1", folder.toString())) {
            assertThat(lock.warning())
                    .hasValueSatisfying(line -> assertThat(line).endsWith("chmod 700 " + there));
        }
        try (RunLock lock = RunLock.takeFolder(there, "streams.state-folder")) {
            assertThat(lock.warning())
                    .hasValueSatisfying(line -> assertThat(line).endsWith("chmod 700 " + there));
        }
        assertThat(permissions(there)).isEqualTo("rwxr-xr-x");
    }

    @Test
    void aFolderThatIsNotLocalIsNobodysBusinessHere() throws IOException {
        try (RunLock lock = RunLock.take(null, "broker:1", folder.toString())) {
            assertThat(lock.warning()).isEmpty();
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
