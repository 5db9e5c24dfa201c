package io.undercurrent.spec.decode.avro;

import io.undercurrent.spec.decode.event.BadRecordException;
import io.undercurrent.spec.decode.event.DecodedEvent;
import java.io.IOException;
import org.apache.avro.io.ResolvingDecoder;

/** Reads one record's fields from Avro's resolving decoder into an event. */
interface AvroBody {
    /**
     * Reads the whole record without checking its values. What follows a wrong value must be
     * readable too; otherwise the record is reported as undecodable, and not its value as wrong.
     *
     * @param recordKey the event's key, or null if it is a field
     * @param bytes the record's length in bytes
     */
    void read(ResolvingDecoder in, String recordKey, int bytes) throws IOException;

    /** Returns the event that was read last; throws if the record holds no event. */
    DecodedEvent event() throws BadRecordException;
}
