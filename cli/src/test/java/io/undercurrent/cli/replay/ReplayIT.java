package io.undercurrent.cli.replay;

import static io.undercurrent.cli.Cli.refused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.cli.Cli;
import io.undercurrent.kafka.local.LocalKafka;
import io.undercurrent.schemas.Event;
import io.undercurrent.schemas.Wire;
import io.undercurrent.testing.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file's rows as the events of a topic. */
class ReplayIT {
    private static final String SECONDS = "--time-unit=s";

    @TempDir static Path folder;
    private static LocalKafka kafka;
    private final Wire<Event> wire = new Wire<>(Event.getClassSchema());

    @BeforeAll
    static void start() {
        kafka = LocalKafka.start(folder.resolve("kafka"));
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void rowsArriveInOrderAndBrokenOnesAreReported() throws Exception {
        StringBuilder csv = new StringBuilder("time,load\n");
        for (int i = 0; i < 500; i++) {
            csv.append(i).append(',').append(i / 8.0).append('\n');
            if (i == 99) {
                csv.append("when,1\n7\n");
            }
        }
        Cli run = replay("rows", csv.toString(), "--time-unit=s");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err())
                .contains("line 102: ")
                .contains("line 103: ")
                .contains(
                        "502 rows read, 500 sent to rows, 2 refused; time: time (seconds since 1970)");
        List<ConsumerRecord<byte[], byte[]>> records = read("rows", 500);
        for (int i = 0; i < 500; i++) {
            assertThat(new String(records.get(i).key(), UTF_8)).isEqualTo("rows.csv");
            assertThat(wire.decode(records.get(i).value()))
                    .isEqualTo(
                            new Event(
                                    "rows.csv", Instant.ofEpochSecond(i), Map.of("load", i / 8.0)));
        }
    }

    @Test
    void keysComeFromTheirColumnAndMissingValuesAreNull() throws Exception {
        String csv = "b,host,at,a\n1,x,2026-01-01T00:00:00.123456Z,2\n,ü,2026-01-01 00:00:01,NaN\n";
        Cli run = replay("keyed", csv, "--key=host", "--time=at", "--values=a,b");
        assertThat(run.status()).as(run.err()).isZero();
        List<ConsumerRecord<byte[], byte[]>> records = read("keyed", 2);
        assertThat(wire.decode(records.get(0).value()))
                .isEqualTo(
                        new Event(
                                "x",
                                Instant.parse("2026-01-01T00:00:00.123456Z"),
                                Map.of("a", 2.0, "b", 1.0)));
        Map<String, Double> missing = new HashMap<>();
        missing.put("a", null);
        missing.put("b", null);
        assertThat(wire.decode(records.get(1).value()))
                .isEqualTo(new Event("ü", Instant.parse("2026-01-01T00:00:01Z"), missing));
        assertThat(new String(records.get(1).key(), UTF_8)).isEqualTo("ü");
    }

    @Test
    void aFileWithSemicolonsAndDecimalCommasIsReadAsScoreReadsIt() throws Exception {
        String csv =
                "Zeit;Außen, °C;Wind;Notiz\n02.01.2026 03:04;-1,5;1.234,5;kalt\n02.01.2026 03:05;k.A.;7;\n";
        Cli run =
                replay(
                        "german",
                        csv,
                        "--delimiter=;",
                        "--decimal-separator=,",
                        "--time=Zeit",
                        "--time-pattern=dd.MM.yyyy HH:mm",
                        "--zone=Europe/Berlin",
                        "--missing=k.A.",
                        "--values=Außen, °C",
                        "--covariates=Wind");
        assertThat(run.status()).as(run.err()).isZero();
        List<ConsumerRecord<byte[], byte[]>> records = read("german", 2);
        assertThat(wire.decode(records.get(0).value()))
                .isEqualTo(
                        new Event(
                                "german.csv",
                                Instant.parse("2026-01-02T02:04:00Z"),
                                Map.of("Außen, °C", -1.5, "Wind", 1234.5)));
        Map<String, Double> second = new HashMap<>();
        second.put("Außen, °C", null);
        second.put("Wind", 7.0);
        assertThat(wire.decode(records.get(1).value()))
                .isEqualTo(new Event("german.csv", Instant.parse("2026-01-02T02:05:00Z"), second));
    }

    @Test
    void strictStopsAtTheFirstRefusedRowWithStatusThree() throws Exception {
        String csv = "time,v\n1,1\n2,2\n3,off\n4,4\n";
        Cli run = replay("strict", csv, "--strict", "--time-unit=s");
        assertThat(run.status()).isEqualTo(3);
        assertThat(run.err())
                .contains("line 4: ")
                .contains("3 rows read, 2 sent to strict, 1 refused");
        read("strict", 2);
    }

    @Test
    void speedKeepsTheRowsOwnPace() throws Exception {
        String csv = "time,value\n10,1\n20,2\n30,3\n40,4\n50,5\n";
        Cli run = replay("paced", csv, "--speed=50", "--series=s", "--time-unit=s");
        assertThat(run.status()).as(run.err()).isZero();
        List<ConsumerRecord<byte[], byte[]>> records = read("paced", 5);
        for (int i = 1; i < 5; i++) {
            assertThat(records.get(i).timestamp() - records.get(0).timestamp())
                    .as("10 s at 50 times their pace take 200 ms; a slow machine takes longer")
                    .isGreaterThanOrEqualTo(i * 200L - 100);
        }
    }

    @Test
    void whatCannotBeReplayedIsRefusedByName() throws IOException {
        String row = "time,value\n1,1\n";
        refused(replay("speed", row, "--speed=0"), "--speed = 0.0", "above 0");
        refused(replay("column", row, "--key=host"), "0 columns called host");
        refused(replay("counts", row), "holds 1 in line 2", "--time-unit s, ms, us or ns");
        String hasty = "--property=max.block.ms=2000";
        Cli unknown = run(file("unknown", row), kafka.bootstrapServers(), "absent", hasty, SECONDS);
        refused(unknown, "--topic = absent", kafka.bootstrapServers());
        int port = FreePort.find();
        Cli dark = run(file("dark", row), "127.0.0.1:" + port, "t", hasty, SECONDS);
        refused(dark, "--bootstrap-servers = 127.0.0.1:" + port, "brokers answer there");
        refused(run(file("text", row), "no brokers", "t"), "--bootstrap-servers = no brokers");
        refused(run(folder.resolve("absent.csv"), "x:1", "t"), "absent.csv: no such file");
    }

    private static Cli replay(String topic, String csv, String... options) throws IOException {
        kafka.createTopic(topic, 1);
        return run(file(topic, csv), kafka.bootstrapServers(), topic, options);
    }

    private static Path file(String name, String csv) throws IOException {
        return Files.writeString(folder.resolve(name + ".csv"), csv);
    }

    private static Cli run(Path file, String servers, String topic, String... options) {
        List<String> args = new ArrayList<>(List.of("replay", file.toString()));
        args.addAll(List.of("--topic=" + topic, "--bootstrap-servers=" + servers));
        args.addAll(List.of(options));
        return Cli.run("", args.toArray(String[]::new));
    }

    private static List<ConsumerRecord<byte[], byte[]>> read(String topic, int n) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (var consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", kafka.bootstrapServers()),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            List<TopicPartition> partition = List.of(new TopicPartition(topic, 0));
            consumer.assign(partition);
            consumer.seekToBeginning(partition);
            long end = consumer.endOffsets(partition).get(partition.get(0));
            assertThat(end).isEqualTo(n);
            while (records.size() < n) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }
}
