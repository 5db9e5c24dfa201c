package io.undercurrent.schemas.registry;

import java.util.Locale;
import org.apache.avro.Schema;

/**
 * One version of a subject.
 *
 * @param subject the subject
 * @param version from 1
 * @param id the schema's id, which records carry
 * @param schema the schema, with everything that it refers to
 */
public record RegisteredSchema(String subject, int version, int id, Schema schema) {
    /**
     * The schema's name in messages.
     *
     * @return full name, subject, version and id
     */
    public String describe() {
        return schema.getFullName() + " (" + place() + ")";
    }

    /**
     * The schema's place in the registry.
     *
     * @return subject, version and id
     */
    public String place() {
        return String.format(Locale.ROOT, "subject %s, version %d, id %d", subject, version, id);
    }
}
