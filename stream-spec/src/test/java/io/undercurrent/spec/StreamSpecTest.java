package io.undercurrent.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.undercurrent.spec.option.AlarmOptions;
import io.undercurrent.spec.option.AvroOptions;
import io.undercurrent.spec.option.CheckpointOptions;
import io.undercurrent.spec.option.CsvOptions;
import io.undercurrent.spec.option.EpisodesOptions;
import io.undercurrent.spec.option.ForecastOptions;
import io.undercurrent.spec.option.JobOptions;
import io.undercurrent.spec.option.KeyOptions;
import io.undercurrent.spec.option.SinkOptions;
import io.undercurrent.spec.option.SourceOptions;
import io.undercurrent.spec.option.SpecException;
import io.undercurrent.spec.option.TimeOptions;
import io.undercurrent.spec.value.CsvText;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamSpecTest {
    @TempDir Path folder;

    @Test
    void whatIsNotSaidHasItsDefault() {
        StreamSpec spec = Yaml.parse(Yaml.LEAST);
        assertThat(spec.source())
                .isEqualTo(
                        new SourceOptions(
                                "events",
                                new SourceOptions.Start(SourceOptions.Start.From.EARLIEST, null),
                                "undercurrent-events",
                                SourceOptions.Format.AVRO,
                                new CsvOptions(List.of(), ',', '.', CsvText.DEFAULT.missing()),
                                new AvroOptions(
                                        List.of(),
                                        AvroOptions.Encoding.SINGLE_OBJECT,
                                        null,
                                        "events-value"),
                                new KeyOptions(
                                        KeyOptions.From.RECORD, null, KeyOptions.Encoding.UTF8),
                                new TimeOptions(
                                        "time",
                                        TimeOptions.Unit.US,
                                        null,
                                        ZoneOffset.UTC,
                                        Duration.ofHours(1)),
                                List.of("load"),
                                List.of(),
                                null,
                                SourceOptions.Late.DEAD_LETTER,
                                1024 * 1024,
                                1024));
        assertThat(spec.source().csv().text()).isEqualTo(CsvText.DEFAULT);
        assertThat(spec.registry().settings()).isNull();
        assertThat(spec.episodes())
                .isEqualTo(new EpisodesOptions(Duration.ofMinutes(5), 0.6, 0.75, null));
        assertThat(spec.forecast().horizon()).isEqualTo(24);
        assertThat(spec.forecast().every()).isEqualTo(10);
        assertThat(spec.forecast().quantiles()).hasSize(11).contains(0.025, 0.5, 0.975);
        assertThat(spec.alarm()).isEqualTo(new AlarmOptions(0.001, 128, null, 0, true));
        assertThat(spec.model()).isEqualTo("bundled:universal");
        assertThat(spec.sink())
                .isEqualTo(
                        new SinkOptions(
                                "events.scores",
                                "events.forecasts",
                                "events.anomalies",
                                "events.episodes",
                                "events.dead-letters",
                                AvroOptions.Encoding.SINGLE_OBJECT,
                                "undercurrent-events",
                                Duration.ofMinutes(15),
                                65536));
        assertThat(spec.checkpoint())
                .isEqualTo(
                        new CheckpointOptions("./undercurrent-data/events", Duration.ofSeconds(1)));
        assertThat(spec.job())
                .isEqualTo(
                        new JobOptions(
                                "undercurrent-events",
                                JobOptions.RuntimeName.FLINK,
                                1,
                                128,
                                JobOptions.StateBackend.HASHMAP,
                                null,
                                16 << 20,
                                null,
                                256,
                                JobOptions.Precision.FP32,
                                Duration.ofMillis(300),
                                10,
                                Duration.ofMinutes(1),
                                null,
                                List.of()));
        assertThat(spec.kafka()).containsOnly(Map.entry("bootstrap.servers", "embedded"));
        assertThat(spec.embeddedKafka()).isTrue();
    }

    @Test
    void whatIsSaidHolds() {
        StreamSpec spec =
                Yaml.parse(
                        """
                        source:
                          topic: plant
                          start: 2026-01-02T03:04:05Z
                          group-id: g
                          format: csv
                          csv: {columns: [id, at, load, note], delimiter: tab}
                          key: {from: field, field: id}
                          time: {field: at, unit: pattern, pattern: dd.MM.yyyy HH:mm, \
                        zone: Europe/Berlin, max-ahead: 90s}
                          values: [load]
                          late: score
                          max-bytes: 2KiB
                        forecast: {horizon: 3, quantiles: [0.25, 0.5, 0.75], every: 7}
                        alarm: {rate: 0.01, warmup: 64}
                        episodes:
                          quiet: 90s
                          major: 0.55
                          critical: 0.9
                          group: {pattern: "^([^-]+)-"}
                        model: file:models/plant.safetensors
                        sink:
                          scores: s
                          forecasts: f
                          anomalies: a
                          episodes: e
                          dead-letters: d
                          transactional-id-prefix: p
                          transaction-timeout: 1h
                          dead-letter-max-bytes: 100
                        checkpoint: {folder: "s3://bucket/plant", interval: 500ms}
                        job:
                          name: n
                          runtime: kafka-streams
                          parallelism: 2
                          max-parallelism: 64
                          state-backend: rocksdb
                          cache-size: 8MiB
                          cache-max-dirty: 1MiB
                          expire-after: 7d
                          rebuild-events: 1000
                          state-precision: fp16
                          jit-warm-up: 0s
                          rest.port: 8081
                          http-hosts: [metrics.plant.example, plant]
                        kafka:
                          bootstrap.servers: a:9092, b:9093
                          client.dns.lookup: use_all_dns_ips
                          fetch: {max.bytes: 1048576}
                        """);
        SourceOptions source = spec.source();
        assertThat(source.start())
                .isEqualTo(
                        new SourceOptions.Start(
                                SourceOptions.Start.From.INSTANT,
                                Instant.parse("2026-01-02T03:04:05Z")));
        assertThat(source.groupId()).isEqualTo("g");
        assertThat(source.csv().columns()).containsExactly("id", "at", "load", "note");
        assertThat(source.csv().delimiter()).isEqualTo('\t');
        assertThat(source.key().field()).isEqualTo("id");
        assertThat(source.time())
                .isEqualTo(
                        new TimeOptions(
                                "at",
                                TimeOptions.Unit.PATTERN,
                                "dd.MM.yyyy HH:mm",
                                ZoneId.of("Europe/Berlin"),
                                Duration.ofSeconds(90)));
        assertThat(source.late()).isEqualTo(SourceOptions.Late.SCORE);
        assertThat(source.maxBytes()).isEqualTo(2048);
        assertThat(spec.forecast())
                .isEqualTo(new ForecastOptions(3, List.of(0.25, 0.5, 0.75), 7, List.of()));
        assertThat(spec.alarm()).isEqualTo(new AlarmOptions(0.01, 64, null, 0, true));
        assertThat(spec.model()).isEqualTo("file:models/plant.safetensors");
        assertThat(spec.sink())
                .isEqualTo(
                        new SinkOptions(
                                "s",
                                "f",
                                "a",
                                "e",
                                "d",
                                AvroOptions.Encoding.SINGLE_OBJECT,
                                "p",
                                Duration.ofHours(1),
                                100));
        assertThat(spec.episodes())
                .isEqualTo(new EpisodesOptions(Duration.ofSeconds(90), 0.55, 0.9, "^([^-]+)-"));
        assertThat(spec.checkpoint())
                .isEqualTo(new CheckpointOptions("s3://bucket/plant", Duration.ofMillis(500)));
        assertThat(spec.job())
                .isEqualTo(
                        new JobOptions(
                                "n",
                                JobOptions.RuntimeName.KAFKA_STREAMS,
                                2,
                                64,
                                JobOptions.StateBackend.ROCKSDB,
                                8 << 20,
                                1 << 20,
                                Duration.ofDays(7),
                                1000,
                                JobOptions.Precision.FP16,
                                Duration.ZERO,
                                10,
                                Duration.ofMinutes(1),
                                8081,
                                List.of("metrics.plant.example", "plant")));
        assertThat(spec.kafka())
                .containsExactly(
                        Map.entry("bootstrap.servers", "a:9092, b:9093"),
                        Map.entry("client.dns.lookup", "use_all_dns_ips"),
                        Map.entry("fetch.max.bytes", "1048576"));
        assertThat(spec.embeddedKafka()).isFalse();
    }

    @Test
    void nestedAndDottedKeysSayTheSame() {
        StreamSpec dotted = Yaml.with("forecast.every: 5\nsource.time.max-ahead: 2h\n");
        StreamSpec nested =
                Yaml.parse(
                        """
                        source: {topic: events, values: [load], time: {max-ahead: 2h}}
                        kafka: {bootstrap: {servers: embedded}}
                        forecast: {every: 5}
                        """);
        assertThat(nested).isEqualTo(dotted);
    }

    @Test
    void itSurvivesTheWayToFlinksWorkers() throws Exception {
        StreamSpec spec =
                Yaml.with(
                        """
                        source.format: json
                        source.time.zone: Europe/Berlin
                        source.start: 2026-01-02T03:04:05Z
                        """);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(spec);
        }
        try (ObjectInputStream in =
                new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(spec);
        }
    }

    @Test
    void itsCollectionsCannotBeChanged() {
        StreamSpec spec = Yaml.parse(Yaml.LEAST);
        assertThatThrownBy(() -> spec.kafka().put("a", "b"))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> spec.source().values().add("b"))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> spec.forecast().quantiles().add(0.99))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void aFileIsReadAndNamedInItsProblems() throws Exception {
        Path file = folder.resolve("mine.yaml");
        Files.writeString(file, Yaml.LEAST);
        assertThat(StreamSpec.load(file)).isEqualTo(StreamSpec.parse(Yaml.LEAST, "x"));
        Files.writeString(file, Yaml.LEAST + "job.rebuild-events: 65537\n");
        assertThatThrownBy(() -> StreamSpec.load(file))
                .isInstanceOf(SpecException.class)
                .hasMessage(
                        "%s line 4: job.rebuild-events = 65537: allowed are whole numbers from 0 to 65536",
                        file);
    }

    @Test
    void aFileThatIsNotThereSaysSo() {
        assertThatThrownBy(() -> StreamSpec.load(folder.resolve("none.yaml")))
                .isInstanceOf(NoSuchFileException.class);
    }
}
