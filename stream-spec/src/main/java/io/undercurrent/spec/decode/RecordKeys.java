package io.undercurrent.spec.decode;

import io.undercurrent.schemas.DeadLetterReason;
import io.undercurrent.spec.decode.event.BadRecordException;
import io.undercurrent.spec.decode.event.Details;
import io.undercurrent.spec.decode.event.Utf8Text;
import io.undercurrent.spec.option.KeyOptions.Encoding;
import java.nio.charset.CharacterCodingException;
import java.util.HexFormat;

/**
 * Turns a record's key into the text that names its key state; refuses a key that is not readable.
 */
final class RecordKeys {
    private final Encoding encoding;
    private final Utf8Text utf8 = new Utf8Text();

    RecordKeys(Encoding encoding) {
        this.encoding = encoding;
    }

    /**
     * The key as text.
     *
     * @param key the record's key, or null
     * @return never empty
     */
    String text(byte[] key) throws BadRecordException {
        if (key == null || key.length == 0) {
            throw missing(
                    key == null
                            ? "the record has no key; where the key is a field of the value, set"
                                    + " source.key.from: field"
                            : "the record's key is empty");
        }
        if (encoding == Encoding.HEX) {
            return HexFormat.of().formatHex(key);
        }
        try {
            return utf8.decode(key, 0, key.length);
        } catch (CharacterCodingException e) {
            throw missing(
                    "the record's key is not UTF-8 text ("
                            + Details.hex(key)
                            + "); for keys of any bytes set source.key.encoding: hex");
        }
    }

    private static BadRecordException missing(String detail) {
        return new BadRecordException(DeadLetterReason.MISSING_KEY, detail);
    }
}
