package io.undercurrent.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.demo.compose.Committed;
import io.undercurrent.demo.compose.Twin;
import io.undercurrent.schemas.PlainSchema;
import io.undercurrent.schemas.Score;
import io.undercurrent.schemas.registry.ConfluentEncoder;
import io.undercurrent.schemas.registry.RegistrySettings;
import io.undercurrent.schemas.registry.SchemaRegistry;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.avro.SourceSchemas;
import io.undercurrent.stream.registry.SchemaChecks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The job on a Flink session cluster in containers, fed through the registry, with everything that
 * can happen to it: task manager killed, broker restarted, a schema that grows and one that does
 * not fit.
 */
@Containers(
        images = {"apache/kafka:4.3.1", "apicurio/apicurio-registry:3.3.3", "flink:2.3.0-java17"})
class SessionClusterIT {
    private static final int KEYS = 6;
    private static final int PARTITIONS = 2;
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Schema FIRST =
            new Schema.Parser()
                    .parse(
                            """
                            {"type": "record", "name": "Reading", "namespace": "plant", "fields": [
                              {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
                              {"name": "motor", "type": {"type": "record", "name": "Motor", "fields": [
                                {"name": "temperature", "type": ["null", "double"]}]}}]}
                            """);
    private static final Schema GROWN =
            new Schema.Parser()
                    .parse(
                            FIRST.toString()
                                    .replace(
                                            "\"fields\":[{\"name\":\"at\"",
                                            "\"fields\":[{\"name\":\"site\",\"type\":\"string\",\"default\":\"\"},{\"name\":\"at\""));

    /** Without the field that is observed. */
    private static final Schema OTHER =
            new Schema.Parser()
                    .parse(
                            """
                            {"type": "record", "name": "Reading", "namespace": "plant", "fields": [
                              {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
                              {"name": "note", "type": "string"}]}
                            """);

    // Flink's files belong to the containers' user.
    @TempDir(cleanup = CleanupMode.NEVER)
    private Path state;

    private Stage stage;
    private SchemaRegistry registry;
    private final Map<TopicPartition, Long> sent = new HashMap<>();
    private int rounds;

    @BeforeEach
    void start() throws Exception {
        stage = new Stage(state);
        stage.start();
        registry = new SchemaRegistry(RegistrySettings.of(stage.registryUrl()));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", stage.brokers()))) {
            admin.createTopics(
                            List.of(
                                    new NewTopic(
                                            "readings", Optional.of(PARTITIONS), Optional.empty())))
                    .all()
                    .get();
        }
    }

    @AfterEach
    void stop() {
        stage.close();
    }

    @Test
    void nothingIsLostDoubledOrOtherwiseWhateverHappens() throws Exception {
        ConfluentEncoder first = ConfluentEncoder.register(registry, "readings-value", FIRST);
        send(first, FIRST, 40);
        stage.submit(yaml("kafka:9092", "http://registry:8080/apis/ccompat/v7"));
        StreamSpec spec =
                StreamSpec.parse(yaml(stage.brokers(), stage.registryUrl()), "stream.yaml");
        SourceSchemas schemas = SchemaChecks.resolve(spec);
        assertThat(registry.latest("readings.scores-value").schema())
                .isEqualTo(PlainSchema.of(Score.getClassSchema()));
        try (Committed committed = new Committed(spec)) {
            await(committed, "the first results");

            stage.kill(stage.taskManager);
            send(first, FIRST, 40);
            await(committed, "results after a task manager was killed");

            stage.kafka.getDockerClient().restartContainerCmd(stage.kafka.getContainerId()).exec();
            ConfluentEncoder grown = ConfluentEncoder.register(registry, "readings-value", GROWN);
            send(grown, GROWN, 40);
            send(first, FIRST, 10);
            await(committed, "results of the schema that has grown, after a broker's restart");
            assertThat(committed.reasons()).isEmpty();

            // A registry without a rule lets anything in; the job does not.
            ConfluentEncoder other = ConfluentEncoder.register(registry, "readings-value", OTHER);
            send(other, OTHER, 1);
            send(grown, GROWN, 10);
            await(committed, "dead letters of the schema that does not fit");
            assertThat(committed.reasons()).isEqualTo(Map.of("UNKNOWN_SCHEMA", KEYS));

            committed.catchUp();
            Map<String, Long> twin = new Twin(spec, schemas).score(sent, done -> {});
            Twin.Comparison comparison =
                    Twin.Comparison.of(twin, committed.prints(), committed.doubled(), sent);
            System.out.println(comparison);
            assertThat(comparison.clean()).as("%s", comparison).isTrue();
            assertThat(comparison.results()).isGreaterThan(KEYS * 140);
        }
    }

    private void await(Committed committed, String what) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!committed.covers(sent)) {
            committed.read(Duration.ofMillis(300));
            assertThat(System.nanoTime())
                    .as("%s: %d of %s", what, committed.answered(), sent)
                    .isLessThan(deadline);
        }
    }

    private void send(ConfluentEncoder encoder, Schema schema, int events) throws Exception {
        Map<String, Object> properties =
                Map.of("bootstrap.servers", stage.brokers(), "acks", "all");
        try (var producer =
                new KafkaProducer<>(
                        properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < events; i++, rounds++) {
                for (int k = 0; k < KEYS; k++) {
                    GenericData.Record event = new GenericData.Record(schema);
                    event.put("at", 1_700_000_000_000L + rounds * 1000L);
                    if (schema.getField("motor") != null) {
                        var motor = new GenericData.Record(schema.getField("motor").schema());
                        motor.put("temperature", 60 + k + Math.sin(rounds / 5.0));
                        event.put("motor", motor);
                    } else {
                        event.put("note", "stopped");
                    }
                    if (schema.getField("site") != null) {
                        event.put("site", "north");
                    }
                    byte[] key = ("motor-" + k).getBytes(UTF_8);
                    byte[] value = encoder.encode(event);
                    var place = new TopicPartition("readings", k % PARTITIONS);
                    producer.send(
                                    new ProducerRecord<>(
                                            place.topic(), place.partition(), key, value))
                            .get();
                    sent.merge(place, 1L, Long::sum);
                }
            }
        }
    }

    private static String yaml(String brokers, String registry) {
        return String.format(
                Locale.ROOT,
                """
               source:
                 topic: readings
                 format: avro
                 avro: {encoding: confluent, schema: registry}
                 time: {field: at, max-ahead: 3650d}
                 values: [motor.temperature]
               alarm: {warmup: 32}
               sink.avro.encoding: confluent
               model: bundled:tiny
               checkpoint: {folder: "file:///state/checkpoints", interval: 500ms}
               job: {parallelism: 2, state-backend: rocksdb}
               registry: {url: "%s"}
               kafka: {bootstrap.servers: "%s"}
               """,
                registry,
                brokers);
    }
}
