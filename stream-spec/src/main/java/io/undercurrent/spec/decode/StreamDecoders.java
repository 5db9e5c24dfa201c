package io.undercurrent.spec.decode;

import io.undercurrent.spec.avro.SourceSchemas;
import io.undercurrent.spec.decode.avro.AvroDecoder;
import io.undercurrent.spec.decode.avro.SchemasById;
import io.undercurrent.spec.decode.csv.CsvDecoder;
import io.undercurrent.spec.decode.event.ValueDecoder;
import io.undercurrent.spec.decode.time.TimeFormat;
import io.undercurrent.spec.option.KeyOptions;
import io.undercurrent.spec.option.SourceOptions;

/** Creates the decoder for a stream's declaration. */
public final class StreamDecoders {
    private StreamDecoders() {}

    /**
     * A new decoder for one thread.
     *
     * @param source the stream's source, validated; it must not use a registry
     * @param schemas its schemas
     * @return a decoder of its format
     */
    public static EventDecoder create(SourceOptions source, SourceSchemas schemas) {
        return create(
                source,
                schemas,
                id -> {
                    throw new IllegalStateException("no registry was given");
                });
    }

    /**
     * A new decoder for one thread.
     *
     * @param source the stream's source, validated
     * @param schemas its schemas
     * @param byId provides the schemas for a registry's ids
     * @return a decoder of its format
     */
    public static EventDecoder create(
            SourceOptions source, SourceSchemas schemas, SchemasById byId) {
        boolean recordKey = source.key().from() == KeyOptions.From.RECORD;
        return new RecordDecoder(
                recordKey ? new RecordKeys(source.key().encoding()) : null,
                source.maxBytes(),
                source.maxKeyBytes(),
                values(source, schemas, byId));
    }

    private static ValueDecoder values(
            SourceOptions source, SourceSchemas schemas, SchemasById byId) {
        return switch (source.format()) {
            case AVRO -> AvroDecoder.of(source, schemas, byId);
            case JSON ->
                    new JsonDecoder(
                            source.key().field(),
                            TimeFormat.of(source.time()),
                            source.fields(),
                            source.groupField());
            case CSV -> CsvDecoder.of(source);
        };
    }
}
