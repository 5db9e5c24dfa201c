package io.undercurrent.spec.decode;

import io.undercurrent.spec.AvroReader;
import io.undercurrent.spec.KeyOptions;
import io.undercurrent.spec.SourceOptions;
import io.undercurrent.spec.SourceSchemas;
import org.apache.avro.Schema;

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
        String keyField = source.key().field();
        return switch (source.format()) {
            case AVRO -> avro(source, schemas, byId);
            case JSON ->
                    new JsonDecoder(
                            keyField,
                            TimeFormat.of(source.time()),
                            source.fields(),
                            source.groupField());
            case CSV ->
                    new CsvDecoder(
                            source.csv().delimiter(),
                            new CsvCells(
                                    source.csv().columns(),
                                    keyField,
                                    TimeFormat.of(source.time()),
                                    source.fields(),
                                    source.groupField(),
                                    new CsvNumbers(source.csv().text()),
                                    OpenColumns.none()));
        };
    }

    private static ValueDecoder avro(
            SourceOptions source, SourceSchemas schemas, SchemasById byId) {
        Schema reader = AvroReader.schema(source, schemas);
        AvroWriters writers =
                source.usesRegistry()
                        ? new WritersById(reader, AvroReader.name(source, schemas), byId)
                        : new WritersByFingerprint(
                                AvroReader.own(source, schemas), reader, schemas.writers());
        AvroBody body =
                source.isEvent()
                        ? new AvroEventBody(source.fields())
                        : new AvroRecordBody(reader, source);
        return new AvroDecoder(writers, body);
    }
}
