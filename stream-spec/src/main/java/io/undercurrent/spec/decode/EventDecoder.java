package io.undercurrent.spec.decode;

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
     * @param key the record's key as it was, or null where it had none
     * @param value the record's value as it was, or null for a tombstone
     * @return a new event
     * @throws BadRecordException where the record holds no event; it says why
     */
    DecodedEvent decode(byte[] key, byte[] value) throws BadRecordException;
}
