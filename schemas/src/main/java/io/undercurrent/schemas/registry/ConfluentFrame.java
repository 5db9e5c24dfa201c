package io.undercurrent.schemas.registry;

/** The five bytes before a record: zero, then the schema's id, the highest byte first. */
public final class ConfluentFrame {
    /** Length of what stands before the record, in bytes. */
    public static final int BYTES = 5;

    private ConfluentFrame() {}

    /**
     * What stands before a record.
     *
     * @param id the schema's id
     * @return a zero byte, the id
     */
    public static byte[] header(int id) {
        return new byte[] {0, (byte) (id >> 24), (byte) (id >> 16), (byte) (id >> 8), (byte) id};
    }

    /**
     * Whether bytes begin as a framed record does.
     *
     * @param value a record's value; null begins as nothing does
     * @return whether there is an id
     */
    public static boolean isFramed(byte[] value) {
        return value != null && value.length >= BYTES && value[0] == 0;
    }

    /**
     * The id of a framed record's schema.
     *
     * @param value bytes that {@link #isFramed}
     * @return any number; a registry's are positive
     */
    public static int id(byte[] value) {
        return value[1] << 24
                | (value[2] & 0xFF) << 16
                | (value[3] & 0xFF) << 8
                | (value[4] & 0xFF);
    }
}
