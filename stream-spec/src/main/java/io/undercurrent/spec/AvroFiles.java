package io.undercurrent.spec;

import io.undercurrent.spec.avro.AvroCompatibility;
import io.undercurrent.spec.avro.AvroReader;
import io.undercurrent.spec.avro.SourceSchemas;
import io.undercurrent.spec.option.AvroOptions;
import io.undercurrent.spec.option.AvroOptions.Encoding;
import io.undercurrent.spec.option.SourceOptions;
import io.undercurrent.spec.option.SourceOptions.Format;
import io.undercurrent.spec.option.SpecException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * The schemas that the file declares, as JSON: the user's own, which records are read with, and
 * those that records may be written with.
 *
 * <p>They are checked at start, because at run time every record with an unreadable writer schema
 * would become a dead letter.
 *
 * @param schema the user's own as JSON; null if values are our Event, or if the registry has the
 *     schema
 * @param writers JSON, in the file's order
 */
record AvroFiles(String schema, List<String> writers) {

    static AvroFiles load(Settings settings, Path folder) {
        String own = settings.get("source.avro.schema", String.class);
        String schema = null;
        if (own != null && !own.equals(AvroOptions.REGISTRY)) {
            schema = read(settings, "source.avro.schema", folder, own);
        }
        List<String> files = settings.texts("source.avro.schemas");
        List<String> writers = new ArrayList<>();
        for (String file : files == null ? List.<String>of() : files) {
            String text = read(settings, "source.avro.schemas", folder, file);
            if (text != null) {
                writers.add(text);
            }
        }
        return new AvroFiles(schema, List.copyOf(writers));
    }

    private static String read(Settings settings, String option, Path folder, String file) {
        String place = option + ": " + file + ": ";
        try {
            return new Schema.Parser().parse(Files.readString(folder.resolve(file))).toString();
        } catch (IOException e) {
            settings.refuse(option, place + "the file cannot be read: " + e);
        } catch (RuntimeException | StackOverflowError e) {
            settings.refuse(option, place + "the file holds no Avro schema: " + e.getMessage());
        }
        return null;
    }

    /** The source's schemas, as far as files give them; the rest comes from the registry. */
    SourceSchemas schemas(Settings settings) {
        boolean confluent =
                settings.get("source.format", Format.class) == Format.AVRO
                        && settings.get("source.avro.encoding", Encoding.class)
                                == Encoding.CONFLUENT;
        return new SourceSchemas(
                schema,
                settings.get("source.avro.schema", String.class),
                writers,
                confluent ? AvroChecks.registry(settings) : null,
                Map.of());
    }

    /** Refuses a schema that lacks a declared path, and writer schemas that it cannot read. */
    static void check(Settings settings, StreamSpec spec) {
        SourceOptions source = spec.source();
        SourceSchemas schemas = spec.schemas();
        boolean asked = schemas.origin() != null && schemas.schema() == null;
        if (source.format() != Format.AVRO || asked) {
            return; // not Avro, or the registry has the schema
        }
        try {
            Schema reader = AvroReader.schema(source, schemas);
            for (int i = 0; i < schemas.writers().size(); i++) {
                String file = source.avro().schemas().get(i);
                Schema writer = new Schema.Parser().parse(schemas.writers().get(i));
                String names = writer.getFullName() + " (" + file + ")";
                AvroCompatibility.problem(reader, AvroReader.name(source, schemas), writer, names)
                        .ifPresent(
                                problem ->
                                        settings.refuse(
                                                "source.avro.schemas",
                                                "source.avro.schemas: " + problem));
            }
        } catch (SpecException e) {
            e.problems().forEach(problem -> settings.refuse("source.avro.schema", problem));
        }
    }
}
