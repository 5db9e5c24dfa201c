package io.undercurrent.spec.decode.event;

/**
 * Decodes a record's value in one format into an event.
 *
 * <p>What all formats share (tombstones, size, the record's key) is done before, in {@code
 * RecordDecoder}.
 */
@FunctionalInterface
public interface ValueDecoder {
    /**
     * Reads one value.
     *
     * @param key the event's key, or null if it is a field of the value
     * @param value the record's value, never null
     * @return a new event
     * @throws BadRecordException if the value holds no event; the message says why
     */
    DecodedEvent decode(String key, byte[] value) throws BadRecordException;
}
