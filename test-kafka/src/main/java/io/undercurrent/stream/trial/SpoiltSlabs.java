package io.undercurrent.stream.trial;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/** Key states whose recurrent state holds a number that is not finite. */
public final class SpoiltSlabs {
    /** Where the header of a slab begins. */
    private static final int HEADER = 20;

    /** Where a slab says how many channels it has. */
    private static final int CHANNELS_AT = HEADER + 6 * Long.BYTES;

    /** Where a slab of format 6 says how many 32-bit numbers each has that are not the model's. */
    private static final int CHANNEL_FLOATS_AT = HEADER + 16 * Long.BYTES + Integer.BYTES;

    /** Where a slab says how many 32-bit numbers its detector has. */
    private static final int DETECTOR_FLOATS_AT = HEADER + 30 * Long.BYTES + Integer.BYTES;

    private SpoiltSlabs() {}

    /**
     * Spoils the last number of the model's state, which the numbers of the channels, those of the
     * detector and the checksum follow.
     *
     * @param slab its encoded form, not changed
     * @return the same with NaN there, and with the right checksum
     */
    public static byte[] of(byte[] slab) {
        byte[] spoilt = slab.clone();
        ByteBuffer bytes = ByteBuffer.wrap(spoilt).order(ByteOrder.LITTLE_ENDIAN);
        int floats =
                bytes.getInt(DETECTOR_FLOATS_AT)
                        + bytes.getInt(CHANNELS_AT) * bytes.getInt(CHANNEL_FLOATS_AT);
        int behind = floats * Float.BYTES + Integer.BYTES;
        bytes.putFloat(spoilt.length - behind - Float.BYTES, Float.NaN);
        CRC32C crc = new CRC32C();
        crc.update(spoilt, 0, spoilt.length - Integer.BYTES);
        bytes.putInt(spoilt.length - Integer.BYTES, (int) crc.getValue());
        return spoilt;
    }
}
