package io.undercurrent.spec.decode.avro;

import io.undercurrent.spec.decode.event.BadRecordException;
import org.apache.avro.io.ResolvingDecoder;

/** Finds the schema that a value was written with, from the header in front of the record. */
interface AvroWriters {
    /** The length of the header, in bytes. */
    int headerBytes();

    /** Returns the decoder that converts from the value's writer schema to the reader's schema. */
    ResolvingDecoder resolver(byte[] value) throws BadRecordException;
}
