package io.undercurrent.spec.decode;

import io.undercurrent.spec.AvroReader;
import io.undercurrent.spec.StreamSpec;
import org.apache.avro.Schema;

/** Makes the decoder that a stream's declaration asks for. */
public final class StreamDecoders {
    private StreamDecoders() {}

    /**
     * A new decoder for one thread.
     *
     * @param source the stream's source, validated; it asks no registry
     * @return a decoder of its format
     */
    public static EventDecoder create(StreamSpec.Source source) {
        return create(
                source,
                id -> {
                    throw new IllegalStateException("no registry was given");
                });
    }

    /**
     * A new decoder for one thread.
     *
     * @param source the stream's source, validated, the registry's schema put in
     * @param schemas what is asked for the schemas behind a registry's ids
     * @return a decoder of its format
     */
    public static EventDecoder create(StreamSpec.Source source, SchemasById schemas) {
        boolean recordKey = source.key().from() == StreamSpec.Key.From.RECORD;
        return new RecordDecoder(
                recordKey ? new RecordKeys(source.key().encoding()) : null,
                source.maxBytes(),
                source.maxKeyBytes(),
                values(source, schemas));
    }

    private static ValueDecoder values(StreamSpec.Source source, SchemasById schemas) {
        String keyField = source.key().field();
        return switch (source.format()) {
            case AVRO -> avro(source, schemas);
            case JSON ->
                    new JsonDecoder(
                            keyField,
                            TimeFormat.of(source.time()),
                            source.fields(),
                            source.groupField());
            case CSV ->
                    new CsvDecoder(
                            source.csvDelimiter(),
                            new CsvCells(
                                    source.csvColumns(),
                                    keyField,
                                    TimeFormat.of(source.time()),
                                    source.fields(),
                                    source.groupField(),
                                    new CsvNumbers(source.csvText()),
                                    OpenColumns.none()));
        };
    }

    private static ValueDecoder avro(StreamSpec.Source source, SchemasById schemas) {
        Schema reader = AvroReader.schema(source);
        AvroWriters writers =
                source.usesRegistry()
                        ? new WritersById(reader, AvroReader.name(source), schemas)
                        : new WritersByFingerprint(
                                AvroReader.own(source), reader, source.avro().schemas());
        AvroBody body =
                source.isEvent()
                        ? new AvroEventBody(source.fields())
                        : new AvroRecordBody(reader, source);
        return new AvroDecoder(writers, body);
    }
}
