package io.undercurrent.schemas;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.message.SchemaStore;

/**
 * Schemas with which earlier builds wrote records that topics and stores still hold. A schema whose
 * canonical form changes gets its earlier form here, as a file that never changes; otherwise
 * readers would stop at the first old record, because they do not know its fingerprint.
 */
final class EarlierSchemas {
    /**
     * By the record's full name. Score-1 has no status UNPREDICTED; Score-2 and Anomaly-1 are from
     * before there was a severity.
     */
    private static final Map<String, List<String>> FILES =
            Map.of(
                    "io.undercurrent.schemas.Score",
                    List.of("earlier/Score-1.avsc", "earlier/Score-2.avsc"),
                    "io.undercurrent.schemas.Anomaly",
                    List.of("earlier/Anomaly-1.avsc"));

    private EarlierSchemas() {}

    /** The schemas that a record may have been written with, besides its present one. */
    static SchemaStore.Cache of(Schema schema) {
        SchemaStore.Cache writers = new SchemaStore.Cache();
        for (String file : FILES.getOrDefault(schema.getFullName(), List.of())) {
            try (InputStream in = EarlierSchemas.class.getResourceAsStream(file)) {
                writers.addSchema(new Schema.Parser().parse(in));
            } catch (IOException e) {
                throw new UncheckedIOException(e); // it lies beside this class
            }
        }
        return writers;
    }
}
