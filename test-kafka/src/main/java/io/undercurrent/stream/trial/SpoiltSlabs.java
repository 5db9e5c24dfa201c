package io.undercurrent.stream.trial;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/** Key states whose recurrent state holds a number that is not finite. */
public final class SpoiltSlabs {
    /**
     * Where a slab of format 4 says how many 32-bit numbers its detector has: the upper half of the
     * 31st number of its header, which follows 20 bytes.
     */
    private static final int DETECTOR_FLOATS_AT = 20 + 30 * Long.BYTES + Integer.BYTES;

    private SpoiltSlabs() {}

    /**
     * Spoils the last number of the model's state, which the detector's numbers and the checksum
     * follow.
     *
     * @param slab its encoded form, not changed
     * @return the same with NaN there, and with the right checksum
     */
    public static byte[] of(byte[] slab) {
        byte[] spoilt = slab.clone();
        ByteBuffer bytes = ByteBuffer.wrap(spoilt).order(ByteOrder.LITTLE_ENDIAN);
        int behind = bytes.getInt(DETECTOR_FLOATS_AT) * Float.BYTES + Integer.BYTES;
        bytes.putFloat(spoilt.length - behind - Float.BYTES, Float.NaN);
        CRC32C crc = new CRC32C();
        crc.update(spoilt, 0, spoilt.length - Integer.BYTES);
        bytes.putInt(spoilt.length - Integer.BYTES, (int) crc.getValue());
        return spoilt;
    }
}
