package io.undercurrent.spec.decode;

import io.undercurrent.schemas.DeadLetterReason;

/**
 * What all formats share: refuses tombstones and oversized records, takes the record's key, leaves
 * the value to its format.
 *
 * <p>The size is judged first, so that nobody can make a decoder work on what will be refused.
 */
final class RecordDecoder implements EventDecoder {
    private final RecordKeys keys;
    private final int maxBytes;
    private final ValueDecoder values;

    /**
     * A decoder of one format.
     *
     * @param keys how a record's key becomes text, or null where the key is a field of the value
     * @param maxBytes the most bytes of key and value together
     * @param values the format
     */
    RecordDecoder(RecordKeys keys, int maxBytes, ValueDecoder values) {
        this.keys = keys;
        this.maxBytes = maxBytes;
        this.values = values;
    }

    @Override
    public DecodedEvent decode(byte[] key, byte[] value) throws BadRecordException {
        if (value == null) {
            throw new BadRecordException(
                    DeadLetterReason.TOMBSTONE, "the record has no value, so it is no event");
        }
        long bytes = (long) value.length + (key == null ? 0 : key.length);
        if (bytes > maxBytes) {
            throw new BadRecordException(
                    DeadLetterReason.TOO_LARGE,
                    "key and value are " + bytes + " bytes, source.max-bytes allows " + maxBytes);
        }
        return values.decode(keys == null ? null : keys.text(key), value);
    }
}
