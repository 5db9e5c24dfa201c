package io.undercurrent.spec.decode;

/**
 * Decodes a record's value in one format into an event.
 *
 * <p>What all formats share (tombstones, size, the record's key) is done before, in {@link
 * RecordDecoder}.
 */
@FunctionalInterface
interface ValueDecoder {
    /**
     * Reads one value.
     *
     * @param key the event's key, or null if it is a field of the value
     * @param value the record's value, never null
     */
    DecodedEvent decode(String key, byte[] value) throws BadRecordException;
}
