package io.undercurrent.spec.decode;

import io.undercurrent.spec.decode.event.BadRecordException;
import io.undercurrent.spec.decode.event.DecodedEvent;

/**
 * Turns one raw record into one event.
 *
 * <p>An implementation reuses its buffers and therefore serves one thread only.
 */
@FunctionalInterface
public interface EventDecoder {
    /**
     * Reads one record.
     *
     * @param key the record's key as received, or null if it has none
     * @param value the record's value as received, or null for a tombstone
     * @return a new event
     * @throws BadRecordException if the record holds no event; the message says why
     */
    DecodedEvent decode(byte[] key, byte[] value) throws BadRecordException;
}
