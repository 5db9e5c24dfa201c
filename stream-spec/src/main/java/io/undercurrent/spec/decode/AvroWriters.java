package io.undercurrent.spec.decode;

import org.apache.avro.io.ResolvingDecoder;

/** Finds out what a value was written with, from what stands before the record. */
interface AvroWriters {
    /** Length of what stands before the record, in bytes. */
    int headerBytes();

    /** Reads what that writer wrote as what the reader expects. */
    ResolvingDecoder resolver(byte[] value) throws BadRecordException;
}
