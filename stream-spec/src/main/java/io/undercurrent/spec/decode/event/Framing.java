package io.undercurrent.spec.decode.event;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;

/**
 * Recognises what a value begins with if that is no text, so that a dead letter says what put it
 * there and not what a parser guessed.
 *
 * <p>Text formats check this before they parse: JSON's parser takes a registry's five bytes for
 * UTF-32, and a CSV row would silently have them in its first cell.
 */
public final class Framing {
    /** Lengths of a zero and an id of four bytes (Confluent), or of eight bytes (Apicurio). */
    private static final int REGISTRY = 5;

    private static final int LONG_REGISTRY = 9;

    /** The length of a three, the compression and a schema's UUID (AWS Glue). */
    private static final int GLUE = 18;

    private static final String PACKED =
            "; the producer has to send it unpacked (Kafka packs by itself: compression.type)";

    private static final String BARE =
            " before text; the producer has to send the text alone, without a registry's"
                    + " serializer";

    /**
     * First bytes that identify one format.
     *
     * @param hex the bytes
     * @param what the format in words, with what to do about it
     */
    private record Magic(String hex, String what) {}

    private static final int LONGEST_MAGIC = 7;

    private static final List<Magic> MAGICS =
            List.of(
                    new Magic(
                            "c301",
                            "an Avro record in single-object encoding; for those set source.format:"
                                    + " avro"),
                    new Magic(
                            "4f626a01",
                            "an Avro file; the producer has to send one value a record"),
                    new Magic("1f8b", "gzip" + PACKED),
                    new Magic("28b52ffd", "zstd" + PACKED),
                    new Magic("04224d18", "lz4" + PACKED),
                    new Magic("ff060000", "snappy" + PACKED),
                    new Magic("82534e41505059", "snappy" + PACKED),
                    new Magic("504b0304", "a zip file" + PACKED),
                    new Magic(
                            "aced0005",
                            "an object of Java serialization; the producer needs a serializer of"
                                    + " text"));

    private Framing() {}

    /**
     * Finds out what comes before the text.
     *
     * @param value a record's value
     * @param format the declared format, as written in source.format
     * @return the fault; null if no known header is there
     */
    public static BadRecordException before(byte[] value, String format) {
        if (value.length == 0 || value[0] == '{') {
            return null; // nearly every JSON value, at the cost of one comparison
        }
        String what = registry(value);
        if (what == null) {
            what = magic(value);
        }
        return what == null
                ? null
                : Faults.undecodable(
                        "source.format is "
                                + format
                                + ", but the value begins with "
                                + Details.hex(value)
                                + ": "
                                + what);
    }

    private static String magic(byte[] value) {
        String head = HexFormat.of().formatHex(value, 0, Math.min(LONGEST_MAGIC, value.length));
        for (Magic magic : MAGICS) {
            if (head.startsWith(magic.hex())) {
                return magic.what();
            }
        }
        return null;
    }

    private static String registry(byte[] value) {
        if (value.length > GLUE && value[0] == 3 && (value[1] == 0 || value[1] == 5)) {
            return "the 18 bytes of AWS Glue's schema registry" + BARE;
        }
        if (value.length <= REGISTRY || value[0] != 0 || isWide(value)) {
            return null;
        }
        boolean isLong = isText(value, LONG_REGISTRY) && !isText(value, REGISTRY);
        String id =
                isLong
                        ? Long.toUnsignedString(ByteBuffer.wrap(value).getLong(1))
                        : Integer.toUnsignedString(ByteBuffer.wrap(value).getInt(1));
        String found =
                "a schema registry's "
                        + (isLong ? LONG_REGISTRY : REGISTRY)
                        + " bytes (00 and schema id "
                        + id
                        + ")";
        return isLong || isText(value, REGISTRY)
                ? found + BARE
                : found + "; for Avro set source.format: avro and source.avro.encoding: confluent";
    }

    /** Whether zeros stand between ASCII letters, as in UTF-16 and UTF-32, which JSON may use. */
    private static boolean isWide(byte[] value) {
        boolean utf16 = value[1] != 0 && value[2] == 0 && value[3] != 0 && value[4] == 0;
        boolean utf32 = value[1] == 0 && value[2] == 0 && value[3] != 0 && value[4] == 0;
        return utf16 || (utf32 && value[REGISTRY] == 0);
    }

    /** Whether the next bytes look like text: two printable ASCII characters, or line ends. */
    private static boolean isText(byte[] value, int from) {
        if (from >= value.length) {
            return false;
        }
        for (int i = from; i < Math.min(from + 2, value.length); i++) {
            boolean printable = value[i] >= ' ' && value[i] < 0x7F;
            if (!printable && value[i] != '\n' && value[i] != '\r') {
                return false;
            }
        }
        return true;
    }
}
