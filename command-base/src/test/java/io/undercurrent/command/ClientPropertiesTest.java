package io.undercurrent.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Properties of a client that a command's options give. */
class ClientPropertiesTest {
    private static final String SECRET = "hunter2";

    @TempDir Path folder;

    private final StringWriter said = new StringWriter();

    @Test
    void argumentsTakePrecedenceOverTheFile() throws IOException {
        Path file = file("acks = all\nlinger.ms: 5\n", "rw-------");
        ClientProperties properties = of(file, "linger.ms=7", "client.id=a=b", "empty=");
        assertThat(properties.values())
                .isEqualTo(
                        Map.of("acks", "all", "linger.ms", "7", "client.id", "a=b", "empty", ""));
        assertThat(said.toString()).isEmpty();
    }

    @Test
    void aSecretAmongTheArgumentsWorksWithOneWarningThatDoesNotShowIt() throws IOException {
        ClientProperties properties =
                of(null, "ssl.key.password=" + SECRET, "acks=all", "sasl.jaas.config=x " + SECRET);
        assertThat(properties.values())
                .containsEntry("ssl.key.password", SECRET)
                .containsEntry("sasl.jaas.config", "x " + SECRET);
        assertThat(said.toString().lines())
                .singleElement()
                .asString()
                .startsWith("warning: --one sasl.jaas.config, ssl.key.password: every user")
                .endsWith("name that with --file")
                .doesNotContain(SECRET, "acks");
        assertThat(properties.toString()).doesNotContain(SECRET);
    }

    @Test
    void aFileThatOthersReadIsNamedIfASecretStandsInIt() throws IOException {
        Path file = file("ssl.key.password=" + SECRET + "\n", "rw-r--r--");
        assertThat(of(file).values()).containsEntry("ssl.key.password", SECRET);
        assertThat(said.toString().lines())
                .singleElement()
                .asString()
                .startsWith("warning: " + file)
                .endsWith("chmod 600 " + file);
        said.getBuffer().setLength(0);
        of(file("ssl.key.password=" + SECRET + "\n", "rw-------"));
        of(file("acks=all\n", "rw-r--r--"));
        Files.writeString(folder.resolve("password"), SECRET);
        Path behind = file("ssl.key.password=${file:password}\n", "rw-r--r--");
        assertThat(of(behind).values()).containsEntry("ssl.key.password", SECRET);
        assertThat(said.toString()).isEmpty();
    }

    @Test
    void whatIsNoPropertyIsRefusedWithoutItsValue() {
        for (String argument :
                new String[] {
                    "ssl.key.password:" + SECRET, "ssl.key.password " + SECRET, "=" + SECRET
                }) {
            assertThatThrownBy(() -> of(null, argument))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("--one ")
                    .hasMessageContaining("KEY=VALUE")
                    .hasMessageNotContaining(SECRET);
        }
        assertThatThrownBy(() -> of(folder.resolve("absent")))
                .hasMessageContaining("absent: no such file");
    }

    @Test
    void aClientsMessageThatRepeatsAPieceOfASecretIsLeftOut() throws IOException {
        ClientProperties properties =
                of(null, "sasl.jaas.config=Module required password=\"hun ter2\";", "acks=all");
        assertThat(properties.safe("Value not specified for key 'ter2' in JAAS config"))
                .startsWith("sasl.jaas.config is wrong")
                .doesNotContain("ter2");
        assertThat(properties.safe("Invalid value some for configuration acks"))
                .isEqualTo("Invalid value some for configuration acks");
        assertThat(properties.safe(null)).isNotBlank();
    }

    private ClientProperties of(Path file, String... given) throws IOException {
        return ClientProperties.of(
                "--one", List.of(given), "--file", file, new PrintWriter(said, true));
    }

    private Path file(String text, String permissions) throws IOException {
        Path file = Files.writeString(folder.resolve("client.properties"), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        return file;
    }
}
