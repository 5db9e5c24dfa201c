package io.undercurrent.spec.decode.avro;

import java.io.IOException;
import org.apache.avro.io.ResolvingDecoder;

/** Reads one part of a record, a field or nested fields, into the row. */
@FunctionalInterface
interface AvroPart {
    void read(ResolvingDecoder in, AvroRow row) throws IOException;
}
