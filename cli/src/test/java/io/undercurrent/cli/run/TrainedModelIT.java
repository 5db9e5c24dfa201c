package io.undercurrent.cli.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.undercurrent.cli.Child;
import io.undercurrent.cli.Cli;
import io.undercurrent.kafka.local.LocalKafka;
import io.undercurrent.schemas.Score;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code train} wrote goes into {@code run}, and scores as {@code score} does. */
@Tag("slow")
class TrainedModelIT {
    private static final String HOME = System.getProperty("user.home");
    private static final int EVENTS = 400;

    @TempDir static Path folder;
    private static LocalKafka kafka;

    @BeforeAll
    static void start() {
        System.setProperty("user.home", folder.toString());
        kafka = LocalKafka.start(folder.resolve("kafka"));
        kafka.createTopic("plant", 1);
    }

    @AfterAll
    static void stop() {
        kafka.close();
        System.setProperty("user.home", HOME);
    }

    @Test
    void aModelOfSeveralFieldsAndACovariateScoresTheSameInTheJob() throws Exception {
        StringBuilder csv = new StringBuilder("time,load,price,sun\n");
        try (KafkaProducer<byte[], byte[]> producer =
                new Declared(kafka.bootstrapServers(), "plant", folder).producer()) {
            for (int t = 0; t < EVENTS; t++) {
                Instant time = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(60L * t);
                String sun = t % 50 == 49 ? "" : String.valueOf(t % 7);
                csv.append(String.format(Locale.ROOT, "%s,%d,%d,%s\n", time, t % 9, t % 24, sun));
                String json =
                        String.format(
                                Locale.ROOT,
                                "{\"time\":\"%s\",\"load\":%d,\"price\":%d,\"sun\":%s}",
                                time,
                                t % 9,
                                t % 24,
                                sun.isEmpty() ? "null" : sun);
                var unused =
                        producer.send(
                                new ProducerRecord<>(
                                        "plant", "a".getBytes(UTF_8), json.getBytes(UTF_8)));
            }
        }
        Path file = Files.writeString(folder.resolve("plant.csv"), csv);
        Path model = trained(file);
        List<String> rows =
                Cli.run(
                                csv.toString(),
                                "score",
                                "--model=" + model,
                                "--covariates=sun",
                                "--warmup=40")
                        .out()
                        .lines()
                        .toList();
        assertThat(rows).hasSize(EVENTS + 1);
        int at = List.of(rows.get(0).split(",", -1)).indexOf("score");
        String yaml = yaml(model).toString();
        try (Child run = Child.start(folder, "run", yaml)) {
            run.awaitLine("running: ");
            try (Committed committed = new Committed(kafka.bootstrapServers(), "plant")) {
                List<Score> scores = committed.awaitExactly(EVENTS).get("a");
                for (int t = 0; t < EVENTS; t++) {
                    double expected = Double.parseDouble(rows.get(t + 1).split(",", -1)[at]);
                    assertThat(scores.get(t).getScore())
                            .as("event %d", t)
                            .isCloseTo(expected, within(1e-6));
                }
            }
            run.terminate();
            assertThat(run.status()).as(run.output()).isZero();
        }
    }

    @Test
    void aModelOfDiscreteEventsScoresTheSameInTheJob() throws Exception {
        kafka.createTopic("log", 1);
        StringBuilder csv = new StringBuilder("time,code\n");
        try (KafkaProducer<byte[], byte[]> producer =
                new Declared(kafka.bootstrapServers(), "log", folder).producer()) {
            for (int t = 0; t < EVENTS; t++) {
                Instant time = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(60L * t);
                int code = t == 300 ? 999 : 100 + t % 5;
                csv.append(String.format(Locale.ROOT, "%s,%d\n", time, code));
                String json =
                        String.format(Locale.ROOT, "{\"time\":\"%s\",\"code\":%d}", time, code);
                var unused =
                        producer.send(
                                new ProducerRecord<>(
                                        "log", "a".getBytes(UTF_8), json.getBytes(UTF_8)));
            }
        }
        Path file = Files.writeString(folder.resolve("log.csv"), csv);
        Path model = folder.resolve("log-model");
        Path config =
                Files.writeString(
                        folder.resolve("log.yaml"), "train: {task: next-event, tokens: 8000}\n");
        Cli train = Cli.run("", "train", "--csv=" + file, "--out=" + model, "--config=" + config);
        assertThat(train.status()).as(train.err()).isZero();
        List<String> rows =
                Cli.run(csv.toString(), "score", "--model=" + model, "--warmup=40")
                        .out()
                        .lines()
                        .toList();
        String yaml =
                new Declared(kafka.bootstrapServers(), "log", folder)
                        .yaml(
                                "log",
                                "source.values: [code]",
                                "source.format: json",
                                "source.time.field: time",
                                "source.time.unit: iso",
                                "model: \"" + model + "\"")
                        .toString();
        try (Child run = Child.start(folder, "run", yaml)) {
            run.awaitLine("running: ");
            try (Committed committed = new Committed(kafka.bootstrapServers(), "log")) {
                List<Score> scores = committed.awaitExactly(EVENTS).get("a");
                for (int t = 0; t < EVENTS; t++) {
                    String[] cells = rows.get(t + 1).split(",", -1);
                    assertThat(scores.get(t).getScore())
                            .as("event %d", t)
                            .isCloseTo(Double.parseDouble(cells[5]), within(1e-6));
                    assertThat(scores.get(t).getLower().get(0)).isNull();
                }
                assertThat(scores.get(300).getAlarm()).isTrue();
                assertThat(scores.get(300).getExpected().get(0)).isEqualTo(100.0);
                assertThat(scores.get(299).getAlarm()).isFalse();
            }
            run.terminate();
            assertThat(run.status()).as(run.output()).isZero();
        }
    }

    private static Path trained(Path file) throws IOException {
        Path model = folder.resolve("plant-model");
        Path config =
                Files.writeString(
                        folder.resolve("train.yaml"),
                        "train: {start: scratch, tokens: 4000, channels: together}\n");
        Cli train =
                Cli.run(
                        "",
                        "train",
                        "--csv=" + file,
                        "--covariates=sun",
                        "--out=" + model,
                        "--config=" + config);
        assertThat(train.status()).as(train.err()).isZero();
        return model;
    }

    private static Path yaml(Path model) throws IOException {
        return new Declared(kafka.bootstrapServers(), "plant", folder)
                .yaml(
                        "plant",
                        "source.values: [load, price]",
                        "source.covariates: [sun]",
                        "source.format: json",
                        "source.time.field: time",
                        "source.time.unit: iso",
                        "model: \"" + model + "\"");
    }
}
