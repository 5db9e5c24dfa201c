package io.undercurrent.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.cli.Cli;
import io.undercurrent.kafka.local.LocalKafka;
import io.undercurrent.testing.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Declarations that {@code run} refuses before anything starts. */
class RefusedSpecIT {
    private static final String HOME = System.getProperty("user.home");

    @TempDir Path folder;

    @BeforeEach
    void moveHome() {
        System.setProperty("user.home", folder.toString());
    }

    @AfterEach
    void restoreHome() {
        System.setProperty("user.home", HOME);
    }

    @Test
    void wrongEntriesAreAllNamedWithTheirLine() throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("wrong.yaml"),
                        "source.topic: t\nalarm.rat: 1\nalarm.warmup: -1\n");
        refused(
                file,
                "wrong.yaml line 2: ",
                "alarm.rat",
                "wrong.yaml line 3: ",
                "alarm.warmup = -1",
                "source.values");
        Path absent = folder.resolve("absent.yaml");
        refused(absent, absent.toString(), "no such file");
    }

    @Test
    void whatTheBrokerDoesNotAllowIsSaidAtTheStart() throws IOException {
        try (LocalKafka kafka =
                LocalKafka.in(folder.resolve("kafka"))
                        .transactionMaxTimeout(Duration.ofSeconds(30))
                        .start()) {
            kafka.createTopic("source", 1);
            Declared declared = new Declared(kafka.bootstrapServers(), "source", folder);
            refused(
                    declared.yaml("long", "sink.transaction-timeout: 31s"),
                    "sink.transaction-timeout = 31000ms",
                    "at most 30000ms",
                    "transaction.max.timeout.ms");
            refused(
                    declared.yaml(
                            "slow", "sink.transaction-timeout: 20s", "checkpoint.interval: 20s"),
                    "checkpoint.interval",
                    "sink.transaction-timeout");
            refused(
                    declared.yaml(
                            "unknown", "sink.transaction-timeout: 20s", "source.topic: sorce"),
                    "source.topic = sorce",
                    "no such topic");
        }
    }

    @Test
    void brokersThatDoNotAnswerAreNamed() throws IOException {
        String servers = "127.0.0.1:" + FreePort.find();
        Declared declared = new Declared(servers, "source", folder);
        refused(
                declared.yaml(
                        "dark",
                        "kafka.default.api.timeout.ms: 3000",
                        "kafka.request.timeout.ms: 2000"),
                "kafka.bootstrap.servers = " + servers);
        refused(
                declared.yaml("nowhere", "kafka.bootstrap.servers: no-such-host.invalid:9092"),
                "kafka.bootstrap.servers = no-such-host.invalid:9092");
    }

    private static void refused(Path yaml, String... texts) {
        Cli run = Cli.run("", "run", yaml.toString());
        assertThat(run.err()).contains(texts).doesNotContain("\tat ");
        assertThat(run.status()).as(run.err()).isEqualTo(2);
    }
}
