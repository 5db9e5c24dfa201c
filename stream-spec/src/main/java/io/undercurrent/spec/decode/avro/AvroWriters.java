package io.undercurrent.spec.decode.avro;

import io.undercurrent.spec.decode.event.BadRecordException;

/** Finds the schema that a value was written with, from the header in front of the record. */
interface AvroWriters {
    /** The length of the header, in bytes. */
    int headerBytes();

    /** Returns how records of the value's writer schema are read. */
    AvroWriter writer(byte[] value) throws BadRecordException;
}
