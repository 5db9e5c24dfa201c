package io.undercurrent.cli.submit;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.cli.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused before anything is asked of a cluster. */
class SubmitRefusalTest {
    @TempDir Path folder;

    @Test
    void urlsOfOtherKindsAndWithSecretsAreRefused() throws IOException {
        for (String url : new String[] {"localhost:8081", "ftp://x", "http://u:secret@x:1"}) {
            Cli run = submit(url, "localhost:9092");
            assertThat(run.err())
                    .contains("--flink", "http://host:port")
                    .doesNotContain("secret", "\tat ");
            assertThat(run.status()).isEqualTo(2);
        }
    }

    @Test
    void anEmbeddedBrokerIsRefused() throws IOException {
        Cli run = submit("http://localhost:1", "embedded");
        assertThat(run.err()).contains("kafka.bootstrap.servers = embedded", "real brokers");
        assertThat(run.status()).isEqualTo(2);
    }

    @Test
    void aStreamOfAnotherRuntimeIsRefused() throws IOException {
        Cli run = submit("http://localhost:1", "localhost:9092\"\njob.runtime: \"kafka-streams");
        assertThat(run.err()).contains("job.runtime = kafka-streams", "set it to flink");
        assertThat(run.status()).isEqualTo(2);
    }

    @Test
    void freshAndFromExcludeEachOther() throws IOException {
        Cli run = submit("http://localhost:1", "localhost:9092", "--fresh", "--from", "chk-3");
        assertThat(run.err()).contains("--fresh", "--from chk-3");
        assertThat(run.status()).isEqualTo(2);
    }

    @Test
    void secretsAmongTheArgumentsAreWarnedOfAndNeverShown() throws IOException {
        String secret = "security.ssl.rest.truststore-password=hunter2";
        Cli run = submit("http://localhost:1", "embedded", "--flink-property", secret);
        assertThat(run.err().lines().filter(line -> line.startsWith("warning: ")))
                .singleElement()
                .asString()
                .contains("security.ssl.rest.truststore-password", "--flink-properties");
        assertThat(run.err()).doesNotContain("hunter2");
        for (String[] wrong :
                new String[][] {
                    {"--flink-property", "rest.key-password:hunter2"},
                    {"--flink-propety", secret},
                    {"--flink-propety=" + secret}
                }) {
            Cli refused = submit("http://localhost:1", "embedded", wrong);
            assertThat(refused.status()).isEqualTo(2);
            assertThat(refused.err()).doesNotContain("hunter2").isNotBlank();
        }
    }

    private Cli submit(String url, String servers, String... more) throws IOException {
        Path yaml =
                Files.writeString(
                        folder.resolve("s.yaml"),
                        String.format(
                                Locale.ROOT,
                                "source.topic: t\nsource.values: [v]\nkafka.bootstrap.servers: \"%s\"\n",
                                servers));
        String[] args = new String[4 + more.length];
        args[0] = "submit";
        args[1] = yaml.toString();
        args[2] = "--flink";
        args[3] = url;
        System.arraycopy(more, 0, args, 4, more.length);
        return Cli.run("", args);
    }
}
