package io.undercurrent.spec.decode.avro;

import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.ResolvingDecoder;

/**
 * How records of one writer's schema are read.
 *
 * @param resolver converts from the writer's schema to the reader's
 * @param skimmed the writer's schema if its records are checked first ({@link AvroSkim}); else null
 */
record AvroWriter(ResolvingDecoder resolver, Schema skimmed) {
    static AvroWriter of(Schema writer, Schema reader) throws IOException {
        return new AvroWriter(
                DecoderFactory.get().resolvingDecoder(writer, reader, null),
                AvroSkim.isNeeded(writer, reader) ? writer : null);
    }
}
