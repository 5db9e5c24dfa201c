package io.undercurrent.spec.avro;

import io.undercurrent.schemas.Event;
import io.undercurrent.spec.option.SourceOptions;
import io.undercurrent.spec.option.SpecException;
import org.apache.avro.Schema;

/** Provides the schema that a source's Avro values are read with. */
public final class AvroReader {
    private AvroReader() {}

    /**
     * The reader's schema.
     *
     * @param source of format avro
     * @param schemas its schemas
     * @return Event's, or the user's own reduced to the declared paths
     * @throws SpecException if the user's schema lacks a declared path, or has a type there that
     *     its role does not allow
     */
    public static Schema schema(SourceOptions source, SourceSchemas schemas) {
        return source.isEvent()
                ? own(source, schemas)
                : AvroProjection.of(own(source, schemas), source, schemas.origin());
    }

    /**
     * The schema's name in messages.
     *
     * @param source of format avro
     * @param schemas its schemas
     * @return the full name and, for the user's own schema, where it comes from
     */
    public static String name(SourceOptions source, SourceSchemas schemas) {
        Schema own = own(source, schemas);
        return source.isEvent() ? own.getFullName() : name(own, schemas.origin());
    }

    static String name(Schema schema, String origin) {
        return schema.getFullName() + " (" + origin + ")";
    }

    /**
     * The whole schema, before it is reduced.
     *
     * @param source of format avro
     * @param schemas its schemas
     * @return Event's or the user's own
     */
    public static Schema own(SourceOptions source, SourceSchemas schemas) {
        return source.isEvent()
                ? Event.getClassSchema()
                : new Schema.Parser().setValidateDefaults(false).parse(schemas.schema());
    }
}
