package io.undercurrent.cli.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.cli.Cli;
import io.undercurrent.kafka.local.LocalKafka;
import io.undercurrent.stream.trial.Certificates;
import io.undercurrent.stream.trial.SecuredKafka;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is wrong between a client and its brokers is said at once, by the property to change, after
 * a few attempts and not a storm of them.
 */
class RefusedLoginIT {
    private static final String HOME = System.getProperty("user.home");
    private static final String PASSWORD = "right-" + Long.toHexString(System.nanoTime());
    private static final long MAX_SECONDS = 15;
    private static final long MAX_ATTEMPTS = 3;

    @TempDir static Path folder;
    private static SecuredKafka kafka;

    @BeforeAll
    static void start() throws Exception {
        System.setProperty("user.home", folder.toString());
        kafka = SecuredKafka.start(folder, PASSWORD);
    }

    @AfterAll
    static void stop() {
        kafka.close();
        System.setProperty("user.home", HOME);
    }

    @Test
    void aWrongPasswordAndAnUnknownUser() throws Exception {
        List<String> wrong = kafka.yaml("wrong-" + PASSWORD);
        assertThat(refused(wrong, "kafka.sasl.jaas.config", "refuses this user"))
                .as("failed logins, which the broker does count")
                .isPositive();
        List<String> nobody = replaced("username=\"[^\"]*\"", "username=\"nobody\"");
        refused(nobody, "kafka.sasl.jaas.config", "refuses this user");
        refused(
                replaced("sasl.jaas.config: .*", "sasl.jaas.config: '" + PASSWORD + " x " + "'"),
                "kafka.sasl.jaas.config",
                "ScramLoginModule");
    }

    @Test
    void anotherMechanism() throws Exception {
        List<String> plain = new ArrayList<>();
        for (String line : replaced("mechanism: .*", "mechanism: PLAIN")) {
            plain.add(line.replace("scram.ScramLoginModule", "plain.PlainLoginModule"));
        }
        refused(plain, "kafka.sasl.mechanism = PLAIN", "SCRAM-SHA-512");
    }

    @Test
    void aCertificateThatIsNotTrustedOrNotForTheName() throws Exception {
        Path other = Certificates.make(folder, "other", "ip:127.0.0.1").certificate();
        refused(
                replaced("truststore.location: .*", "truststore.location: '" + other + "'"),
                "kafka.ssl.truststore.location = " + other,
                "vouches for the certificate");
        refused(
                replaced("127.0.0.1", "localhost"),
                "kafka.bootstrap.servers = localhost:",
                "not for that name");
        List<String> none = new ArrayList<>(kafka.yaml(PASSWORD));
        none.removeIf(line -> line.contains("truststore"));
        refused(none, "kafka.ssl.truststore.location: not given");
    }

    @Test
    void oneSideOfTwoSpeaksTls() throws Exception {
        refused(
                List.of("kafka.bootstrap.servers: \"" + kafka.servers() + "\""),
                "kafka.security.protocol = PLAINTEXT",
                "set SSL");
        refused(
                replaced("protocol: .*", "protocol: SASL_PLAINTEXT"),
                "kafka.security.protocol = SASL_PLAINTEXT",
                "set SASL_SSL");
        try (LocalKafka plain = LocalKafka.start(folder.resolve("plain"))) {
            refused(
                    replaced("\"" + kafka.servers(), "\"" + plain.bootstrapServers()),
                    "kafka.security.protocol = SASL_SSL",
                    plain.bootstrapServers() + " does not speak TLS");
        }
    }

    private static List<String> replaced(String pattern, String by) {
        return kafka.yaml(PASSWORD).stream().map(line -> line.replaceFirst(pattern, by)).toList();
    }

    private static long refused(List<String> clients, String... texts) throws Exception {
        List<String> lines = new ArrayList<>(clients);
        lines.addAll(List.of("source.topic: sensors", "source.values: [value]"));
        lines.add("model: \"bundled:tiny\"");
        lines.add("checkpoint.folder: \"" + folder.resolve("checkpoints") + "\"");
        Path yaml = Files.write(Files.createTempFile(folder, "refused", ".yaml"), lines);
        long failed = kafka.failedLogins();
        long begin = System.nanoTime();
        Cli run = Cli.run("", "run", yaml.toString());
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin);
        assertThat(run.err()).contains(texts).doesNotContain("\tat ");
        assertThat(run.err().strip().lines()).as("one clear line").hasSize(1);
        assertThat(run.out() + run.err()).doesNotContain(PASSWORD);
        assertThat(run.status()).as(run.err()).isEqualTo(2);
        assertThat(seconds).as("seconds until that was said").isLessThan(MAX_SECONDS);
        long attempts = kafka.failedLogins() - failed;
        assertThat(attempts)
                .as("failed logins that the broker counted")
                .isLessThanOrEqualTo(MAX_ATTEMPTS);
        return attempts;
    }
}
