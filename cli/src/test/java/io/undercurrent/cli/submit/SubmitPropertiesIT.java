package io.undercurrent.cli.submit;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.cli.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Options of Flink's client out of a file; it needs the cluster jar, and no cluster. */
class SubmitPropertiesIT {
    @TempDir Path folder;

    @Test
    void theFilesOptionsReachFlinksClientAndNoSecretIsShown() throws IOException {
        Path absent = folder.resolve("absent.jks");
        Files.writeString(folder.resolve("where"), absent.toString());
        Path file =
                Files.writeString(
                        folder.resolve("flink.properties"),
                        """
                        security.ssl.rest.enabled=true
                        security.ssl.rest.truststore=${file:where}
                        security.ssl.rest.truststore-password=hunter2
                        """);
        Path yaml =
                Files.writeString(
                        folder.resolve("s.yaml"),
                        String.format(
                                Locale.ROOT,
                                """
                                source.topic: t
                                source.values: [v]
                                checkpoint.folder: "%s"
                                kafka.bootstrap.servers: "localhost:9092"
                                """,
                                folder.resolve("checkpoints")));
        Cli run =
                Cli.run(
                        "",
                        "submit",
                        yaml.toString(),
                        "--flink=https://localhost:1",
                        "--flink-properties=" + file,
                        "--wait=1s");
        assertThat(run.err())
                .contains(absent.toString(), "chmod 600 " + file)
                .doesNotContain("hunter2", "\tat ");
        assertThat(run.status()).isNotZero();
    }
}
