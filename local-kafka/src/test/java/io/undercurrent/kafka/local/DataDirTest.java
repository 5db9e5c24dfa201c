package io.undercurrent.kafka.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
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
    void aFileInTheFoldersPlaceIsNamed() throws Exception {
        Path file = Files.writeString(dir.resolve("file"), "x");
        assertThatThrownBy(() -> DataDir.lock(file))
                .isInstanceOf(LocalKafkaException.class)
                .hasMessageContaining(file.toString());
    }
}
