package io.undercurrent.job;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.undercurrent.spec.option.SpecException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a cluster's client refuses before it asks any broker. */
class UndercurrentJobTest {
    @TempDir Path folder;

    @Test
    void aPortThatNoProcessOfTheClusterWouldOpenIsRefused() throws Exception {
        Path file = folder.resolve("stream.yaml");
        Files.writeString(
                file,
                String.format(
                        Locale.ROOT,
                        """
                source.topic: sensors
                source.values: [value]
                checkpoint.folder: "%s"
                kafka.bootstrap.servers: "nowhere.invalid:9092"
                metrics.prometheus: "127.0.0.1:9249"
                """,
                        folder));
        assertThatThrownBy(() -> UndercurrentJob.main(new String[] {file.toString()}))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("metrics.prometheus = 127.0.0.1:9249")
                .hasMessageContaining("metrics.reporter.prom.factory.class");
    }
}
