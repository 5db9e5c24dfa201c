package io.undercurrent.spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/**
 * The declared schemas as texts: the user's own to read with, and those that records may be written
 * with, each known to be readable.
 *
 * <p>Found out at start, because at run time every record of such a writer would be a dead letter.
 *
 * @param schema the user's own as JSON; null where it is our Event or the registry's to say
 * @param writers JSON, in the file's order
 */
record AvroFiles(String schema, List<String> writers) {

    static AvroFiles load(Settings settings, Path folder) {
        String own = settings.get(Options.AVRO_SCHEMA);
        String schema = null;
        if (own != null && !own.equals(StreamSpec.Avro.REGISTRY)) {
            schema = read(settings, Options.AVRO_SCHEMA, folder, own);
        }
        List<String> files = settings.get(Options.AVRO_SCHEMAS);
        List<String> writers = new ArrayList<>();
        for (String file : files == null ? List.<String>of() : files) {
            String text = read(settings, Options.AVRO_SCHEMAS, folder, file);
            if (text != null) {
                writers.add(text);
            }
        }
        return new AvroFiles(schema, List.copyOf(writers));
    }

    private static String read(Settings settings, Option<?> option, Path folder, String file) {
        String place = option.key() + ": " + file + ": ";
        try {
            return new Schema.Parser().parse(Files.readString(folder.resolve(file))).toString();
        } catch (IOException e) {
            settings.refuse(option, place + "the file cannot be read: " + e);
        } catch (AvroRuntimeException | NumberFormatException e) {
            settings.refuse(option, place + "the file holds no Avro schema: " + e.getMessage());
        }
        return null;
    }

    /** Refuses what the own schema lacks that the paths need, and writers that it cannot read. */
    static void check(Settings settings, StreamSpec.Source source) {
        StreamSpec.Avro avro = source.avro();
        boolean asked = avro.origin() != null && avro.schema() == null;
        if (source.format() != StreamSpec.Format.AVRO || asked) {
            return; // the registry's to say
        }
        try {
            Schema reader = AvroReader.schema(source);
            for (int i = 0; i < avro.schemas().size(); i++) {
                String file = settings.get(Options.AVRO_SCHEMAS).get(i);
                Schema writer = new Schema.Parser().parse(avro.schemas().get(i));
                String names = writer.getFullName() + " (" + file + ")";
                AvroCompatibility.problem(reader, AvroReader.name(source), writer, names)
                        .ifPresent(
                                problem ->
                                        settings.refuse(
                                                Options.AVRO_SCHEMAS,
                                                Options.AVRO_SCHEMAS.key() + ": " + problem));
            }
        } catch (SpecException e) {
            e.problems().forEach(problem -> settings.refuse(Options.AVRO_SCHEMA, problem));
        }
    }
}
