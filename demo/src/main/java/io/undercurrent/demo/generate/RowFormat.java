package io.undercurrent.demo.generate;

import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.option.SourceOptions;

/** Encodes rows in the format that a stream's declaration names. */
interface RowFormat {
    /**
     * Encodes a row as a record's value.
     *
     * @param row what it holds
     * @return the bytes
     */
    byte[] encode(Row row);

    /** The format of a stream; a schema that its registry lacks is registered. */
    static RowFormat of(StreamSpec spec) {
        SourceOptions source = spec.source();
        return switch (source.format()) {
            case JSON -> new JsonRows(source);
            case CSV -> new CsvRowsOut(source);
            case AVRO -> AvroFormats.of(source, spec.schemas());
        };
    }
}
