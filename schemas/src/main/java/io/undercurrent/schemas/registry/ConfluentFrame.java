package io.undercurrent.schemas.registry;

/**
 * Reads and writes the five bytes before a record: zero, then the schema's id with its highest byte
 * first.
 */
public final class ConfluentFrame {
    /** Length of the header before the record, in bytes. */
    public static final int BYTES = 5;

    private ConfluentFrame() {}

    /**
     * The header before a record.
     *
     * @param id the schema's id
     * @return a zero byte, then the id
     */
    public static byte[] header(int id) {
        return new byte[] {0, (byte) (id >> 24), (byte) (id >> 16), (byte) (id >> 8), (byte) id};
    }

    /**
     * Whether bytes begin like a framed record.
     *
     * @param value a record's value; may be null, which is not framed
     * @return whether the value has a header
     */
    public static boolean isFramed(byte[] value) {
        return value != null && value.length >= BYTES && value[0] == 0;
    }

    /**
     * The id of a framed record's schema.
     *
     * @param value bytes for which {@link #isFramed} is true
     * @return the id, which may be any number in damaged bytes; ids of registries are positive
     */
    public static int id(byte[] value) {
        return value[1] << 24
                | (value[2] & 0xFF) << 16
                | (value[3] & 0xFF) << 8
                | (value[4] & 0xFF);
    }
}
