package io.undercurrent.spec.decode;

import java.io.IOException;
import org.apache.avro.io.ResolvingDecoder;

/** Reads one record's fields from Avro's resolving decoder into an event. */
interface AvroBody {
    /**
     * Reads all of the record and judges nothing: what follows a wrong value must be readable too,
     * or the record is broken rather than wrong.
     *
     * @param recordKey the event's key, or null where it is a field
     * @param bytes the record's length
     */
    void read(ResolvingDecoder in, String recordKey, int bytes) throws IOException;

    /** What was read last, where it is an event. */
    DecodedEvent event() throws BadRecordException;
}
