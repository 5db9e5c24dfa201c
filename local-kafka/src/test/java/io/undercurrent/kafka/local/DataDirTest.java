package io.undercurrent.kafka.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirTest {
    @TempDir Path dir;

    @Test
    void formatsOnceAndKeepsTheClusterIdAfterwards() throws Exception {
        Path properties = dir.resolve("log/meta.properties");
        try (DataDir data = DataDir.lock(dir)) {
            data.formatOnce(null);
            String first = Files.readString(properties);
            data.formatOnce(null);
            assertThat(Files.readString(properties)).isEqualTo(first).contains("cluster.id=");
        }
    }

    @Test
    void isFreeAgainAfterClose() {
        DataDir.lock(dir).close();
        try (DataDir again = DataDir.lock(dir)) {
            assertThatThrownBy(() -> DataDir.lock(dir))
                    .isInstanceOf(LocalKafkaException.class)
                    .hasMessageContaining(dir.toString());
            assertThat(again.log()).isEqualTo(dir.resolve("log"));
        }
    }

    @Test
    void aNewFolderIsItsOwnersAloneAndAnExistingOneStaysAsItIs() throws Exception {
        Path made = dir.resolve("a/b");
        DataDir.lock(made).close();
        assertThat(permissions(made)).isEqualTo("rwx------");
        assertThat(permissions(made.getParent())).isEqualTo("rwx------");
        Path there = Files.createDirectory(dir.resolve("there"));
        Files.setPosixFilePermissions(there, PosixFilePermissions.fromString("rwxr-x---"));
        DataDir.lock(there).close();
        assertThat(permissions(there)).isEqualTo("rwxr-x---");
    }

    private static String permissions(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void aFileInTheFoldersPlaceIsNamed() throws Exception {
        Path file = Files.writeString(dir.resolve("file"), "x");
        assertThatThrownBy(() -> DataDir.lock(file))
                .isInstanceOf(LocalKafkaException.class)
                .hasMessageContaining(file.toString());
    }
}
