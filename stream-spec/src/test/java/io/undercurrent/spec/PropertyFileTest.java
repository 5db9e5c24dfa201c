package io.undercurrent.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of client properties, and what messages show of them. */
class PropertyFileTest {
    private static final String SECRET = "hunter2";

    @TempDir Path folder;

    @Test
    void linesAreReadAsKafkasToolsReadThem() throws IOException {
        PropertyFile read =
                read(
                        """
                        # a comment
                        ! another
                        acks=all
                        linger.ms : 5
                        sasl.jaas.config=Module required \\
                            username="ü" password="a\\\\b=c";
                        """);
        assertThat(read.values())
                .isEqualTo(
                        Map.of(
                                "acks",
                                "all",
                                "linger.ms",
                                "5",
                                "sasl.jaas.config",
                                "Module required username=\"ü\" password=\"a\\b=c\";"));
        assertThat(read.secrets()).containsExactly("sasl.jaas.config");
    }

    @Test
    void referencesAreThoseOfAStream() throws IOException {
        Files.writeString(folder.resolve("password"), SECRET + "\n");
        PropertyFile read =
                read("ssl.key.password=${file:password}\npath=${PATH}\nplain=$${PATH}\n");
        assertThat(read.values())
                .containsEntry("ssl.key.password", SECRET)
                .containsEntry("path", System.getenv("PATH"))
                .containsEntry("plain", "${PATH}");
        assertThat(read.secrets()).as("behind a reference").isEmpty();
    }

    /** A file of which a secret can be read, whatever stands beside it. */
    @Test
    void aSecretCountsUnlessItIsBehindReferencesAlone() throws IOException {
        String jaas = "sasl.jaas.config=Plain required username=\"u\" password=\"";
        Files.writeString(folder.resolve("password"), SECRET);
        for (String hidden :
                List.of(
                        "ssl.key.password=${file:password}\n",
                        "ssl.key.password=\n",
                        "acks=all\n",
                        jaas + "${file:password}\";\n")) {
            assertThat(read(hidden).secrets()).as(hidden).isEmpty();
        }
        for (String open :
                List.of(
                        "ssl.key.password=" + SECRET + "\n",
                        "ssl.key.password=$${" + SECRET + "}\n",
                        "ssl.key.password=" + SECRET + "${PATH}\n",
                        jaas + SECRET + "\";\n",
                        jaas + SECRET + "${PATH}\";\n")) {
            assertThat(read(open).secrets()).as(open).hasSize(1);
        }
    }

    @Test
    void mistakesNameTheFileAndTheKeyAndNeverAValue() throws IOException {
        refused("ssl.key.password=${file:absent}\n", "ssl.key.password", "absent");
        refused("ssl.key.password=${" + SECRET + "\n", "ssl.key.password", "closing brace");
        refused("ssl.key.password=${" + SECRET + "}\n", "ssl.key.password", "environment");
        refused("acks=all\nssl.key.password=" + SECRET + "\nacks=1\n", "acks is there twice");
        refused("=" + SECRET + "\n", "no key");
        refused("ssl.key.password=\\uZZ" + SECRET + "\n", "Malformed");
        Path large = folder.resolve("large");
        Files.write(large, new byte[(1 << 20) + 1]);
        assertThatThrownBy(() -> PropertyFile.read(large))
                .hasMessageContaining("larger than 1 MiB");
    }

    private void refused(String text, String... parts) throws IOException {
        Path file = Files.writeString(folder.resolve("client.properties"), text);
        assertThatThrownBy(() -> PropertyFile.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContainingAll(parts)
                .hasMessageNotContaining(SECRET);
    }

    private PropertyFile read(String text) throws IOException {
        return PropertyFile.read(Files.writeString(folder.resolve("client.properties"), text));
    }
}
