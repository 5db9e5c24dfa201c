package io.undercurrent.stream.trial;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/** Key states whose recurrent state holds a number that is not finite. */
public final class SpoiltSlabs {
    private SpoiltSlabs() {}

    /**
     * Spoils the last number of a slab, which belongs to the model's state.
     *
     * @param slab its encoded form, not changed
     * @return the same with NaN there, and with the right checksum
     */
    public static byte[] of(byte[] slab) {
        byte[] spoilt = slab.clone();
        ByteBuffer bytes = ByteBuffer.wrap(spoilt).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putFloat(spoilt.length - 2 * Float.BYTES, Float.NaN);
        CRC32C crc = new CRC32C();
        crc.update(spoilt, 0, spoilt.length - Integer.BYTES);
        bytes.putInt(spoilt.length - Integer.BYTES, (int) crc.getValue());
        return spoilt;
    }
}
