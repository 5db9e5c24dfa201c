package io.undercurrent.cli.replay;

import static io.undercurrent.cli.Cli.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.cli.Cli;
import io.undercurrent.stream.trial.SecuredKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A login out of a file, on a broker that demands TLS and SCRAM. */
class ReplaySecretsIT {
    private static final String PASSWORD = "hunter2-of-the-file";
    private static final String TOPIC = "rows";

    @TempDir static Path folder;
    private static SecuredKafka kafka;

    @BeforeAll
    static void start() throws Exception {
        kafka = SecuredKafka.start(folder, PASSWORD);
        kafka.createTopic(TOPIC, 1);
        kafka.allow(
                List.of(
                        new AclBinding(
                                new ResourcePattern(ResourceType.TOPIC, TOPIC, PatternType.LITERAL),
                                new AccessControlEntry(
                                        "User:" + SecuredKafka.USER,
                                        "*",
                                        AclOperation.WRITE,
                                        AclPermissionType.ALLOW))));
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void aFileLogsInAndNothingIsWarnedOf() throws IOException {
        Files.writeString(folder.resolve("password"), PASSWORD + "\n");
        Cli run = replay("--properties=" + properties("${file:password}", "rw-r--r--"));
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err()).contains("1 sent to rows").doesNotContain("warning", PASSWORD);
        assertThat(kafka.committed(1, TOPIC)).isNotEmpty();
    }

    @Test
    void aSecretAmongTheArgumentsStillLogsInWithAWarning() throws IOException {
        List<String> arguments = new ArrayList<>();
        for (String line : lines(PASSWORD)) {
            arguments.add("--property=" + line);
        }
        Cli run = replay(arguments.toArray(String[]::new));
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err().lines().filter(line -> line.startsWith("warning: ")))
                .singleElement()
                .asString()
                .contains("sasl.jaas.config", "--properties");
        assertThat(run.err()).doesNotContain(PASSWORD);
    }

    @Test
    void aFileThatOthersReadIsNamed() throws IOException {
        Path file = properties(PASSWORD, "rw-r-----");
        Cli run = replay("--properties", file.toString());
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err()).contains("chmod 600 " + file).doesNotContain(PASSWORD);
    }

    @Test
    void noMistakeShowsTheSecret() throws IOException {
        Path broken = folder.resolve("broken.properties");
        Files.writeString(
                broken,
                "sasl.mechanism=SCRAM-SHA-512\nsecurity.protocol=SASL_PLAINTEXT\n"
                        + "sasl.jaas.config=Module required username=\"u\" password=\"two "
                        + PASSWORD
                        + "\n");
        refused(replay("--properties=" + broken), "sasl.jaas.config", "--properties");
        for (Cli run :
                List.of(
                        replay("--properties=" + broken),
                        replay("--propety", "sasl.jaas.config=" + PASSWORD),
                        replay("--property", "sasl.jaas.config:" + PASSWORD),
                        replay("--property=ssl.key.password " + PASSWORD))) {
            assertThat(run.status()).isEqualTo(2);
            assertThat(run.err()).doesNotContain(PASSWORD, "\tat ").isNotBlank();
        }
    }

    private static Cli replay(String... more) throws IOException {
        Path rows = Files.writeString(folder.resolve("rows.csv"), "time,v\n1,1\n");
        List<String> args = new ArrayList<>(List.of("replay", rows.toString()));
        args.addAll(List.of("--topic", TOPIC, "--time-unit=s"));
        args.addAll(List.of("--bootstrap-servers", kafka.servers()));
        args.addAll(List.of(more));
        return Cli.run("", args.toArray(String[]::new));
    }

    private static Path properties(String password, String permissions) throws IOException {
        Path file = Files.write(folder.resolve("client.properties"), lines(password));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        return file;
    }

    /** The client's properties of the secured broker, KEY=VALUE each. */
    private static List<String> lines(String password) {
        List<String> lines = new ArrayList<>();
        for (String line : kafka.yaml(password)) {
            String property = line.substring("kafka.".length());
            if (!property.startsWith("bootstrap.servers")) {
                int colon = property.indexOf(": ");
                String value = property.substring(colon + 2).replaceAll("^'|'$", "");
                lines.add(property.substring(0, colon) + "=" + value);
            }
        }
        return lines;
    }
}
