package io.undercurrent.spec.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.undercurrent.schemas.DeadLetterReason;
import io.undercurrent.spec.decode.event.BadRecordException;
import io.undercurrent.spec.decode.event.DecodedEvent;
import io.undercurrent.spec.decode.event.Details;
import io.undercurrent.spec.decode.event.ValueDecoder;

/**
 * Does what all formats share: refuses tombstones, oversized records and oversized keys, reads the
 * record's key, and leaves the value to the format's decoder.
 *
 * <p>The size is checked first, so that no decoder works on a record that will be refused.
 */
final class RecordDecoder implements EventDecoder {
    private final RecordKeys keys;

    /** The most bytes of UTF-8 that a char takes; a surrogate pair takes four. */
    private static final int MAX_BYTES_A_CHAR = 3;

    private final int maxBytes;
    private final int maxKeyBytes;
    private final ValueDecoder values;

    /**
     * A decoder of one format.
     *
     * @param keys how a record's key becomes text, or null if the key is a field of the value
     * @param maxBytes the most bytes of key and value together
     * @param maxKeyBytes the most bytes of an event's key as UTF-8
     * @param values the format's decoder
     */
    RecordDecoder(RecordKeys keys, int maxBytes, int maxKeyBytes, ValueDecoder values) {
        this.keys = keys;
        this.maxBytes = maxBytes;
        this.maxKeyBytes = maxKeyBytes;
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
        DecodedEvent event = values.decode(keys == null ? null : keys.text(key), value);
        checkKey(event.key());
        return event;
    }

    /** Results hold the key, so a key without a limit would make results without a limit. */
    private void checkKey(String key) throws BadRecordException {
        if ((long) key.length() * MAX_BYTES_A_CHAR <= maxKeyBytes) {
            return; // nearly all keys, for the price of a comparison
        }
        int bytes = key.getBytes(UTF_8).length;
        if (bytes > maxKeyBytes) {
            throw new BadRecordException(
                    DeadLetterReason.TOO_LARGE,
                    "the key "
                            + Details.quote(key)
                            + " has "
                            + bytes
                            + " bytes, source.max-key-bytes allows "
                            + maxKeyBytes);
        }
    }
}
