package io.undercurrent.spec;

import io.undercurrent.schemas.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaCompatibility.SchemaPairCompatibility;

/**
 * The declared writer schemas as texts, each known to be readable as an Event.
 *
 * <p>Found out at start, because at run time every record of such a writer would be a dead letter.
 *
 * @param texts JSON, in the file's order
 */
record WriterSchemas(List<String> texts) {

    static WriterSchemas load(Settings settings, Path folder) {
        List<String> files = settings.get(Options.AVRO_SCHEMAS);
        List<String> texts = new ArrayList<>();
        for (String file : files == null ? List.<String>of() : files) {
            try {
                texts.add(
                        readable(
                                new Schema.Parser().parse(Files.readString(folder.resolve(file)))));
            } catch (IOException e) {
                refuse(settings, file, "the file cannot be read: " + e);
            } catch (AvroRuntimeException e) {
                refuse(settings, file, "the file holds no Avro schema: " + e.getMessage());
            } catch (IllegalArgumentException e) {
                refuse(settings, file, e.getMessage());
            }
        }
        return new WriterSchemas(List.copyOf(texts));
    }

    private static void refuse(Settings settings, String file, String why) {
        settings.refuse(
                Options.AVRO_SCHEMAS, Options.AVRO_SCHEMAS.key() + ": " + file + ": " + why);
    }

    private static String readable(Schema writer) {
        Schema reader = Event.getClassSchema();
        SchemaPairCompatibility pair =
                SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
        if (pair.getType() != SchemaCompatibilityType.COMPATIBLE) {
            throw new IllegalArgumentException(
                    writer.getFullName()
                            + " cannot be read as "
                            + reader.getFullName()
                            + ": "
                            + pair.getResult().getIncompatibilities());
        }
        // Avro resolves longs of any unit into each other; times would be off by a factor.
        LogicalType unit = writer.getField("time").schema().getLogicalType();
        if (unit != null && !unit.getName().equals("timestamp-micros")) {
            throw new IllegalArgumentException(
                    writer.getFullName()
                            + "'s field time is "
                            + unit.getName()
                            + "; allowed is timestamp-micros");
        }
        return writer.toString();
    }
}
