package io.undercurrent.spec;

import io.undercurrent.schemas.Event;
import org.apache.avro.Schema;

/** The schema that a source's Avro values are read with. */
public final class AvroReader {
    private AvroReader() {}

    /**
     * The reader's schema.
     *
     * @param source of format avro, the registry's schema put in
     * @return Event's, or the user's own cut down to the declared paths
     * @throws SpecException where the own schema lacks what the paths need
     */
    public static Schema schema(StreamSpec.Source source) {
        return source.isEvent() ? own(source) : AvroProjection.of(own(source), source);
    }

    /**
     * What messages call it.
     *
     * @param source of format avro, the registry's schema put in
     * @return full name and where it is from
     */
    public static String name(StreamSpec.Source source) {
        Schema own = own(source);
        return source.isEvent() ? own.getFullName() : name(own, source);
    }

    static String name(Schema schema, StreamSpec.Source source) {
        return schema.getFullName() + " (" + source.avro().origin() + ")";
    }

    /**
     * The whole schema, before it is cut down.
     *
     * @param source of format avro, the registry's schema put in
     * @return Event's or the user's own
     */
    public static Schema own(StreamSpec.Source source) {
        return source.isEvent()
                ? Event.getClassSchema()
                : new Schema.Parser().setValidateDefaults(false).parse(source.avro().schema());
    }
}
