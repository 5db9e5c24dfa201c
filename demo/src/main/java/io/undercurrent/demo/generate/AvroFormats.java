package io.undercurrent.demo.generate;

import io.undercurrent.schemas.Event;
import io.undercurrent.schemas.registry.ConfluentEncoder;
import io.undercurrent.schemas.registry.RegistryException;
import io.undercurrent.schemas.registry.SchemaRegistry;
import io.undercurrent.spec.avro.SourceSchemas;
import io.undercurrent.spec.option.SourceOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.message.BinaryMessageEncoder;

/** Chooses the schema that Avro values are written with, and the header before them. */
final class AvroFormats {
    private AvroFormats() {}

    /** A stream's Avro format; if a registry is declared, the schema is registered there. */
    static RowFormat of(SourceOptions source, SourceSchemas schemas) {
        if (!source.usesRegistry()) {
            String own = schemas.schema();
            return own == null
                    ? new AvroEvents(singleObject(Event.getClassSchema()))
                    : rows(source, new Schema.Parser().parse(own), AvroFormats::singleObject);
        }
        String subject = source.avro().subject();
        SchemaRegistry registry = new SchemaRegistry(schemas.registry());
        try {
            Schema schema = schema(source, schemas, registry);
            ConfluentEncoder encoder = ConfluentEncoder.register(registry, subject, schema);
            return source.isEvent()
                    ? new AvroEvents(encoder::encode)
                    : rows(source, schema, unused -> encoder::encode);
        } catch (RegistryException e) {
            throw new IllegalStateException(
                    String.format(
                            Locale.ROOT,
                            "source.avro.subject = %s: its schema cannot be registered: %s",
                            subject,
                            e.getMessage()),
                    e);
        }
    }

    private static RowFormat rows(
            SourceOptions source,
            Schema schema,
            Function<Schema, Function<IndexedRecord, byte[]>> encoders) {
        return new AvroRows(source, schema, encoders.apply(schema));
    }

    /**
     * The declared schema. If none is declared, it is the subject's newest in the registry, or else
     * one that is built from the declared paths.
     */
    private static Schema schema(
            SourceOptions source, SourceSchemas schemas, SchemaRegistry registry)
            throws RegistryException {
        if (source.isEvent()) {
            return Event.getClassSchema();
        }
        if (schemas.schema() != null) {
            return new Schema.Parser().parse(schemas.schema());
        }
        try {
            return registry.latest(source.avro().subject()).schema();
        } catch (RegistryException e) {
            if (e.kind() != RegistryException.Kind.NOT_FOUND) {
                throw e;
            }
            return OwnSchema.of(source);
        }
    }

    private static Function<IndexedRecord, byte[]> singleObject(Schema schema) {
        var encoder = new BinaryMessageEncoder<IndexedRecord>(new GenericData(), schema);
        ByteArrayOutputStream buffer = new ByteArrayOutputStream();
        return record -> {
            try {
                buffer.reset();
                encoder.encode(record, buffer);
                return buffer.toByteArray();
            } catch (IOException e) {
                throw new UncheckedIOException(e); // a byte array never fails
            }
        };
    }
}
