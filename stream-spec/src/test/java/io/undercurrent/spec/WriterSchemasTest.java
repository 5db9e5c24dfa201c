package io.undercurrent.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.undercurrent.schemas.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriterSchemasTest {
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
        assertThat(spec.source().avroSchemas()).hasSize(1);
        assertThat(new Schema.Parser().parse(spec.source().avroSchemas().get(0)))
                .isEqualTo(new Schema.Parser().parse(newer));
    }

    @Test
    void whatCannotBeReadAsAnEventIsRefusedWithBothNamed() {
        String noTime = Event.getClassSchema().toString().replace("\"time\"", "\"at\"");
        assertThat(refused(noTime))
                .contains(
                        "stream.yaml line 4: source.avro.schemas: writer.avsc:"
                                + " io.undercurrent.schemas.Event cannot be read as"
                                + " io.undercurrent.schemas.Event:",
                        "READER_FIELD_MISSING_DEFAULT_VALUE")
                .contains("time");
        assertThat(refused("\"string\"")).contains("string cannot be read as");
        String texts = Event.getClassSchema().toString().replace("\"double\"", "\"string\"");
        assertThat(refused(texts)).contains("cannot be read as");
        String renamed = Event.getClassSchema().toString().replace("\"Event\"", "\"Reading\"");
        assertThat(refused(renamed)).contains("io.undercurrent.schemas.Reading cannot be read as");
    }

    @Test
    void anotherUnitOfTimeIsRefused() {
        String millis =
                Event.getClassSchema().toString().replace("timestamp-micros", "timestamp-millis");
        assertThat(refused(millis))
                .endsWith(
                        "io.undercurrent.schemas.Event's field time is timestamp-millis; allowed is"
                                + " timestamp-micros");
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
}
