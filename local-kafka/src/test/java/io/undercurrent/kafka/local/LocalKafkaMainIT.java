package io.undercurrent.kafka.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The broker as a process: killed, stopped in order, and refused. */
@Tag("slow")
class LocalKafkaMainIT {
    private static final long PATIENCE_SECONDS = 120;

    @TempDir Path dir;

    @Test
    void acknowledgedRecordsSurviveSigkillAndSigtermStopsInOrder() throws Exception {
        List<String> values = Records.values("v", 300);
        Process killed = launch("data", "0");
        try {
            String servers = readyLine(killed);
            Topics.create(Map.of("bootstrap.servers", servers), "t", 1);
            try (KafkaProducer<String, String> producer = Records.producer(servers, Map.of())) {
                Records.send(producer, "t", values);
            }
            Process second = launch("data", "0");
            assertThat(second.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(second.exitValue()).isEqualTo(1);
            assertThat(errors()).contains("another process").contains("data");
        } finally {
            killed.destroyForcibly().waitFor();
        }

        Process stopped = launch("data", "0");
        try {
            assertThat(Records.readCommitted(readyLine(stopped), "t")).isEqualTo(values);
        } finally {
            stopped.destroy();
        }
        assertThat(stopped.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readAllLines(dir.resolve("output"))).hasSize(1);
        assertThat(errors()).isEmpty();
        assertThat(dir.resolve("data/log/.kafka_cleanshutdown")).exists();
    }

    @Test
    void saysWhyItHaltsWhenItsFolderIsRemoved() throws Exception {
        Process process = launch("data", "0");
        try {
            String servers = readyLine(process);
            Files.move(dir.resolve("data/log"), dir.resolve("gone"));
            // Whether the answer or the halt comes first is open, so nobody waits for the answer.
            Map<String, Object> hasty =
                    Map.of(
                            "bootstrap.servers", servers,
                            "default.api.timeout.ms", 5000,
                            "request.timeout.ms", 4000);
            try (Admin admin = Admin.create(hasty)) {
                admin.createTopics(List.of(new NewTopic("t", 1, (short) 1)));
                assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertThat(errors()).contains("halts this process").contains("data folder failed");
    }

    @Test
    void refusesWrongArguments() throws Exception {
        for (List<String> wrong :
                List.of(
                        List.of("data"),
                        List.of("data", "x"),
                        List.of("data", "70000"),
                        List.of("data", "0", "no-setting"))) {
            Process process = launch(wrong.toArray(String[]::new));
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as("%s", wrong).isEqualTo(1);
            assertThat(errors()).as("%s", wrong).containsAnyOf("PORT", "'x'", "70000", "KEY=");
        }
    }

    private Process launch(String... args) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LocalKafkaMain.class.getName());
        if (Runtime.version().feature() >= 23) {
            // Kafka unmaps its index files through Unsafe, of which newer JVMs warn.
            builder.command().add(1, "--sun-misc-unsafe-memory-access=allow");
        }
        builder.command().addAll(List.of(args));
        builder.redirectOutput(dir.resolve("output").toFile());
        builder.redirectError(dir.resolve("errors").toFile());
        return builder.directory(dir.toFile()).start();
    }

    private String errors() throws IOException {
        return Files.readString(dir.resolve("errors"));
    }

    /** Waits for the line that says the broker serves; ends with the process if that dies first. */
    private String readyLine(Process process) throws IOException {
        Path output = dir.resolve("output");
        await().pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofMinutes(1))
                .until(() -> !process.isAlive() || Files.readString(output).endsWith("\n"));
        assertThat(output).content().startsWith("ready 127.0.0.1:").hasLineCount(1);
        return Files.readString(output).strip().substring("ready ".length());
    }
}
