package io.undercurrent.spec;

import io.undercurrent.schemas.Event;
import org.apache.avro.Schema;

/** The schema that a source's Avro values are read with. */
public final class AvroReader {
    private AvroReader() {}

    /**
     * The reader's schema.
     *
     * @param source of format avro
     * @param schemas its schemas
     * @return Event's, or the user's own cut down to the declared paths
     * @throws SpecException where the own schema lacks what the paths need
     */
    public static Schema schema(SourceOptions source, SourceSchemas schemas) {
        return source.isEvent()
                ? own(source, schemas)
                : AvroProjection.of(own(source, schemas), source, schemas.origin());
    }

    /**
     * What messages call it.
     *
     * @param source of format avro
     * @param schemas its schemas
     * @return full name and where it is from
     */
    public static String name(SourceOptions source, SourceSchemas schemas) {
        Schema own = own(source, schemas);
        return source.isEvent() ? own.getFullName() : name(own, schemas.origin());
    }

    static String name(Schema schema, String origin) {
        return schema.getFullName() + " (" + origin + ")";
    }

    /**
     * The whole schema, before it is cut down.
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
