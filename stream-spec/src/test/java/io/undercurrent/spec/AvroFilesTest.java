package io.undercurrent.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.undercurrent.schemas.Event;
import io.undercurrent.spec.option.SpecException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AvroFilesTest {
    @TempDir Path folder;

    private StreamSpec load(String schema) throws IOException {
        Files.writeString(folder.resolve("writer.avsc"), schema);
        Path file = folder.resolve("stream.yaml");
        Files.writeString(file, Yaml.LEAST + "source.avro.schemas: [writer.avsc]\n");
        return StreamSpec.load(file);
    }

    private String refused(String schema) {
        SpecException e = catchThrowableOfType(SpecException.class, () -> load(schema));
        assertThat(e).as(schema).isNotNull();
        assertThat(e.problems()).hasSize(1);
        return e.getMessage();
    }

    @Test
    void aReadableSchemaIsCarriedAsText() throws Exception {
        String newer =
                Event.getClassSchema()
                        .toString()
                        .replace(
                                "\"fields\":[",
                                "\"fields\":[{\"name\":\"site\",\"type\":\"string\"},");
        StreamSpec spec = load(newer);
        assertThat(spec.schemas().writers()).hasSize(1);
        assertThat(new Schema.Parser().parse(spec.schemas().writers().get(0)))
                .isEqualTo(new Schema.Parser().parse(newer));
    }

    @Test
    void whatCannotBeReadAsAnEventIsRefusedWithBothNamed() {
        String noTime = Event.getClassSchema().toString().replace("\"time\"", "\"at\"");
        assertThat(refused(noTime))
                .contains(
                        "stream.yaml line 4: source.avro.schemas: records of"
                                + " io.undercurrent.schemas.Event (writer.avsc) cannot be read as"
                                + " io.undercurrent.schemas.Event: ",
                        "READER_FIELD_MISSING_DEFAULT_VALUE")
                .contains("time");
        assertThat(refused("\"string\"")).contains("string (writer.avsc) cannot be read as");
        String texts = Event.getClassSchema().toString().replace("\"double\"", "\"string\"");
        assertThat(refused(texts)).contains("cannot be read as");
        String renamed = Event.getClassSchema().toString().replace("\"Event\"", "\"Reading\"");
        assertThat(refused(renamed))
                .contains("io.undercurrent.schemas.Reading (writer.avsc) cannot be read as");
    }

    @Test
    void anotherUnitOfTimeIsRefused() {
        String millis =
                Event.getClassSchema().toString().replace("timestamp-micros", "timestamp-millis");
        assertThat(refused(millis))
                .endsWith(
                        "cannot be read as io.undercurrent.schemas.Event: /time is timestamp-millis"
                                + " there and timestamp-micros here");
    }

    @Test
    void whatIsNoSchemaIsRefused() throws Exception {
        assertThat(refused("{")).contains("writer.avsc: the file holds no Avro schema: ");
        Files.delete(folder.resolve("writer.avsc"));
        SpecException e =
                catchThrowableOfType(
                        SpecException.class, () -> StreamSpec.load(folder.resolve("stream.yaml")));
        assertThat(e).hasMessageContaining("writer.avsc: the file cannot be read: ");
    }

    private static final String READING =
            """
            {"type":"record","name":"Reading","namespace":"plant","fields":[
             {"name":"machine","type":"string"},
             {"name":"at","type":{"type":"long","logicalType":"timestamp-millis"}},
             {"name":"ok","type":"boolean"},
             {"name":"probe","type":["null",{"type":"record","name":"Probe","fields":[
              {"name":"temperature","type":["null","double"]}]}]}]}
            """;

    private String ownRefused(String lines) throws IOException {
        Files.writeString(folder.resolve("reading.avsc"), READING);
        Path file = folder.resolve("stream.yaml");
        Files.writeString(
                file,
                "source.topic: events\nkafka.bootstrap.servers: embedded\n"
                        + "source.avro.schema: reading.avsc\n"
                        + lines);
        SpecException e = catchThrowableOfType(SpecException.class, () -> StreamSpec.load(file));
        return e == null ? "" : String.join("\n", e.problems());
    }

    @Test
    void pathsAreComparedWithTheOwnSchema() throws Exception {
        String place = "stream.yaml line 3: ";
        String at = "source.time.field: at\n";
        assertThat(ownRefused(at + "source.values: [probe.temperature]\n")).isEmpty();
        assertThat(ownRefused(at + "source.values: [probe.pressure]\n"))
                .endsWith(
                        place
                                + "source.values: the schema plant.Reading (reading.avsc) has no"
                                + " field probe.pressure; it has there temperature");
        assertThat(ownRefused(at + "source.values: [machine.x]\n"))
                .endsWith(
                        "the schema plant.Reading (reading.avsc) has no field machine.x, for it is"
                                + " of type string there");
        assertThat(ownRefused(at + "source.values: [ok]\n"))
                .endsWith(
                        "source.values: the field ok of the schema plant.Reading (reading.avsc) is"
                                + " of type boolean; allowed are int, long, float, double and"
                                + " decimal, each also in a union with null");
        assertThat(ownRefused("source.values: [probe.temperature]\n"))
                .endsWith(
                        "source.time.field: the schema plant.Reading (reading.avsc) has no field"
                                + " time; it has there machine, at, ok, probe");
        assertThat(ownRefused(at + "source.time.unit: ms\nsource.values: [probe.temperature]\n"))
                .endsWith(
                        "source.time.unit = ms: not used with the schema plant.Reading"
                                + " (reading.avsc), whose field at is timestamp-millis; remove it");
    }
}
