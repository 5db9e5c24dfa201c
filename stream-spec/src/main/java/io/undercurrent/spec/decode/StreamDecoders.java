package io.undercurrent.spec.decode;

import io.undercurrent.spec.StreamSpec;

/** Makes the decoder that a stream's declaration asks for. */
public final class StreamDecoders {
    private StreamDecoders() {}

    /**
     * A new decoder for one thread.
     *
     * @param source the stream's source, validated
     * @return a decoder of its format
     */
    public static EventDecoder create(StreamSpec.Source source) {
        boolean recordKey = source.key().from() == StreamSpec.Key.From.RECORD;
        return new RecordDecoder(
                recordKey ? new RecordKeys(source.key().encoding()) : null,
                source.maxBytes(),
                values(source));
    }

    private static ValueDecoder values(StreamSpec.Source source) {
        String keyField = source.key().field();
        return switch (source.format()) {
            case AVRO -> new AvroDecoder(source.fields(), source.avroSchemas());
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
                                    source.groupField()));
        };
    }
}
