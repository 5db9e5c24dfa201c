package io.undercurrent.stream.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.avro.SourceSchemas;
import io.undercurrent.spec.option.SpecException;
import io.undercurrent.testing.FakeRegistry;
import io.undercurrent.testing.FakeRegistry.Mood;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the registry says before anything starts. */
class SchemaChecksTest {
    private static final String READING =
            """
            {"type":"record","name":"Reading","namespace":"plant","fields":[
             {"name":"at","type":{"type":"long","logicalType":"timestamp-millis"}},
             {"name":"x","type":"double"}]}
            """;

    private final FakeRegistry registry = new FakeRegistry();

    @TempDir Path folder;

    SchemaChecksTest() throws IOException {}

    @AfterEach
    void close() {
        registry.close();
    }

    private static Schema schema(String text) {
        return new Schema.Parser().parse(text);
    }

    private StreamSpec spec(String lines) throws IOException {
        Path file = folder.resolve("stream.yaml");
        Files.writeString(
                file,
                String.format(
                                Locale.ROOT,
                                """
                source.topic: t
                kafka.bootstrap.servers: embedded
                source.avro.encoding: confluent
                registry: {url: "%s", timeout: 20s}
                source.time.field: at
                """,
                                registry.url())
                        + lines);
        return StreamSpec.load(file);
    }

    private String refused(String lines) throws IOException {
        StreamSpec spec = spec(lines);
        SpecException e =
                catchThrowableOfType(SpecException.class, () -> SchemaChecks.resolve(spec));
        assertThat(e).as(lines).isNotNull();
        return e.getMessage();
    }

    @Test
    void theNewestVersionIsReadAndAllTravelWithTheStream() throws Exception {
        registry.add("other", Schema.create(Schema.Type.LONG));
        int first = registry.add("t-value", schema(READING.replace("double", "float")));
        int second = registry.add("t-value", schema(READING));
        SourceSchemas avro =
                SchemaChecks.resolve(spec("source.avro.schema: registry\nsource.values: [x]\n"));
        ByteArrayOutputStream shipped = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(shipped)) {
            out.writeObject(avro);
        }
        try (var in = new ObjectInputStream(new ByteArrayInputStream(shipped.toByteArray()))) {
            assertThat(in.readObject()).as("as Flink ships it").isEqualTo(avro);
        }
        assertThat(schema(avro.schema())).isEqualTo(schema(READING));
        assertThat(avro.origin()).isEqualTo("subject t-value, version 2, id " + second);
        assertThat(avro.known()).containsOnlyKeys(first, second);
        registry.mood = Mood.DOWN;
        SchemaCaches.name("checks", avro);
        SchemaCache cache = SchemaCaches.named("checks");
        assertThat(cache.get(first)).isNotNull();
        assertThat(SchemaCaches.of(avro)).isSameAs(cache);
        SchemaCaches.release("checks");
        assertThat(SchemaCaches.of(avro))
                .as("its handle is gone")
                .isNotSameAs(cache)
                .extracting(later -> later.isReady(second))
                .isEqualTo(true);
    }

    @Test
    void aDefaultOfTheWrongTypeIsNone() throws Exception {
        Schema.Parser lenient = new Schema.Parser().setValidateDefaults(false);
        String wrong = READING.replace("\"double\"}", "\"double\",\"default\":true}");
        registry.add("t-value", lenient.parse(wrong));
        String own = "source.avro.schema: registry\nsource.values: [x]\n";
        assertThat(SchemaChecks.resolve(spec(own)).known()).hasSize(1);

        registry.add("u-value", schema(READING.replace("\"x\"", "\"z\"")));
        registry.add("u-value", lenient.parse(wrong));
        assertThat(refused("source.avro.subject: u-value\n" + own))
                .startsWith("source.avro.subject = u-value: records of plant.Reading (subject")
                .contains("READER_FIELD_MISSING_DEFAULT_VALUE");
    }

    @Test
    void anIncompatibleVersionIsRefusedWithBothSchemasNamed() throws Exception {
        registry.add("t-value", schema(READING.replace("\"double\"", "\"string\"")));
        registry.add("t-value", schema(READING));
        assertThat(refused("source.avro.schema: registry\nsource.values: [x]\n"))
                .isEqualTo(
                        "source.avro.subject = t-value: records of plant.Reading (subject t-value,"
                                + " version 1, id 1) cannot be read as plant.Reading (subject"
                                + " t-value, version 2, id 2): TYPE_MISMATCH at /fields/1/type:"
                                + " reader type: DOUBLE not compatible with writer type: STRING;"
                                + " change source.avro.schema so that it reads both, or delete the"
                                + " version");
        Files.writeString(folder.resolve("own.avsc"), READING);
        assertThat(refused("source.avro.schema: own.avsc\nsource.values: [x]\n"))
                .contains("cannot be read as plant.Reading (own.avsc): TYPE_MISMATCH");
    }

    @Test
    void pathsAreComparedWithTheRegistrysSchema() throws Exception {
        registry.add("t-value", schema(READING));
        assertThat(refused("source.avro.schema: registry\nsource.values: [y]\n"))
                .isEqualTo(
                        "source.values: the schema plant.Reading (subject t-value, version 1, id 1)"
                                + " has no field y; it has there at, x");
    }

    @Test
    void anAbsentSubjectAndARegistryThatIsDownAreRefused() throws Exception {
        String own = "source.avro.schema: registry\nsource.values: [x]\n";
        assertThat(refused(own))
                .startsWith(
                        "source.avro.subject = t-value: the registry has no such subject; register"
                                + " the topic's schema under it");
        registry.mood = Mood.DOWN;
        assertThat(refused(own))
                .startsWith("registry.url = " + registry.url() + ": GET ")
                .endsWith(": 503 overloaded");
    }
}
