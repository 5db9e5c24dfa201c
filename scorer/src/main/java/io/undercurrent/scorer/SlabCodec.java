package io.undercurrent.scorer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.zip.CRC32C;

/**
 * Encodes slabs as bytes: envelope (magic, version, three lengths), the arrays little-endian, a
 * checksum.
 *
 * <p>Version 1 had a header of {@value #FIRST_HEADER} integers and no ring of events; it is read as
 * a slab with an empty ring. Version 2 had a header of {@value #SECOND_HEADER} integers and times
 * without marks in its ring; the jumps of the key's clock are recomputed from the ring, as far as
 * it goes back, so that a key which earlier builds silenced because of a wrong time recovers. Both
 * are written as the newest version. What a channel learned before version 3 has other units and
 * sizes; {@link Adoption} converts it. Version 3 had no detectors, no episodes and a header of
 * {@value #THIRD_HEADER} integers; {@link Adoption} lets detectors learn from the ring. Version 4
 * had a header of {@value #FOURTH_HEADER} integers, without the key's part of a fleet's budget and
 * the source partition. Version 5 had a channel's regressions and quantile corrections as 64-bit
 * numbers. Version 6 had a channel's ring of newest values as 64-bit numbers.
 *
 * <p>The envelope alone gives the length of the rest, so slabs of different models can be stored
 * together. The checksum (CRC-32C, hardware-assisted) turns a flipped bit into an error instead of
 * a strange forecast.
 */
public final class SlabCodec {
    /** The format that this code writes, and the newest that it reads. */
    public static final int VERSION = 7;

    /** Bytes before the arrays: magic, version, three lengths. */
    public static final int PREFIX_BYTES = 5 * Integer.BYTES;

    /** Bytes in addition to the arrays: the prefix and the checksum. */
    public static final int ENVELOPE_BYTES = PREFIX_BYTES + Integer.BYTES;

    private static final int FIRST_HEADER = 5;
    private static final int SECOND_HEADER = SlabLayout.JUMPS;
    private static final int THIRD_HEADER = SlabLayout.DETECTOR;
    private static final int FOURTH_HEADER = SlabLayout.BUDGET;
    private static final int MAGIC = 0x55435331; // "UCS1"
    private static final int MAX_LENGTH = 1 << 27;

    private SlabCodec() {}

    /**
     * Creates a slab of zeros for measurements, which belongs to no model.
     *
     * @param bytes of its encoded form; a multiple of 8 and more than a header
     * @return a new slab
     */
    public static Slab blank(int bytes) {
        int doubles = (bytes - ENVELOPE_BYTES) / Double.BYTES - SlabLayout.HEADER_LENGTH;
        return new Slab(SlabLayout.HEADER_LENGTH, doubles, 0);
    }

    static int bytes(int longs, int doubles, int floats) {
        return Math.addExact(
                ENVELOPE_BYTES,
                Math.addExact(
                        Math.multiplyExact(8, Math.addExact(longs, doubles)),
                        Math.multiplyExact(4, floats)));
    }

    /**
     * The size of a slab's encoded form.
     *
     * @param slab any slab
     * @return bytes that {@link #encode} writes
     */
    public static int bytes(Slab slab) {
        return bytes(slab.header.length, slab.doubles.length, slab.floats.length);
    }

    /**
     * Writes a slab into a given array.
     *
     * @param slab what to write
     * @param target at least {@link #bytes(Slab)} long; written from its start
     * @return the number of bytes written
     */
    public static int encode(Slab slab, byte[] target) {
        int length = bytes(slab);
        ByteBuffer buffer = ByteBuffer.wrap(target, 0, length).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(MAGIC).putInt(VERSION);
        buffer.putInt(slab.header.length).putInt(slab.doubles.length).putInt(slab.floats.length);
        buffer.asLongBuffer().put(slab.header);
        buffer.position(buffer.position() + 8 * slab.header.length);
        buffer.asDoubleBuffer().put(slab.doubles);
        buffer.position(buffer.position() + 8 * slab.doubles.length);
        buffer.asFloatBuffer().put(slab.floats);
        buffer.position(buffer.position() + 4 * slab.floats.length);
        buffer.putInt(checksum(target, length - Integer.BYTES));
        return length;
    }

    /**
     * Writes a slab into a new array.
     *
     * @param slab what to write
     * @return its encoded form
     */
    public static byte[] encode(Slab slab) {
        byte[] bytes = new byte[bytes(slab)];
        encode(slab, bytes);
        return bytes;
    }

    /**
     * The size of the encoded slab that starts with the given prefix.
     *
     * @param prefix the first {@link #PREFIX_BYTES} bytes
     * @return bytes of the whole, the prefix included
     * @throws IllegalArgumentException if these are not the first bytes of a slab that this version
     *     reads
     */
    public static int encodedBytes(byte[] prefix) {
        ByteBuffer buffer = ByteBuffer.wrap(prefix).order(ByteOrder.LITTLE_ENDIAN);
        int magic = buffer.getInt();
        if (magic != MAGIC) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "not a slab: it starts with 0x%08x instead of 0x%08x",
                            magic,
                            MAGIC));
        }
        int version = buffer.getInt();
        if (version < 1 || version > VERSION) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "slab of format version %d: this build reads 1 to %d; use the version of Undercurrent that wrote it, or a newer one",
                            version,
                            VERSION));
        }
        int[] lengths = {buffer.getInt(), buffer.getInt(), buffer.getInt()};
        for (int length : lengths) {
            if (length < 0 || length > MAX_LENGTH) {
                throw new IllegalArgumentException(
                        String.format(
                                Locale.ROOT,
                                "slab with an array of %d numbers: allowed are 0 to %d; the state is damaged",
                                length,
                                MAX_LENGTH));
            }
        }
        long bytes = ENVELOPE_BYTES + 8L * lengths[0] + 8L * lengths[1] + 4L * lengths[2];
        if (bytes > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "slab of %d bytes: allowed are up to %d; the state is damaged",
                            bytes,
                            Integer.MAX_VALUE));
        }
        return (int) bytes;
    }

    /**
     * Reads a slab.
     *
     * @param source an encoded slab at the start of this array
     * @param length its number of bytes
     * @return a new slab
     * @throws IllegalArgumentException if the bytes are not a whole, undamaged slab of a version
     *     that this build reads
     */
    public static Slab decode(byte[] source, int length) {
        if (length < ENVELOPE_BYTES || encodedBytes(source) != length) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "slab of %d bytes is cut short or has bytes behind its end",
                            length));
        }
        ByteBuffer buffer = ByteBuffer.wrap(source, 0, length).order(ByteOrder.LITTLE_ENDIAN);
        int expected = buffer.getInt(length - Integer.BYTES);
        int found = checksum(source, length - Integer.BYTES);
        if (expected != found) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "slab with checksum 0x%08x, its bytes give 0x%08x: the state is damaged, restore an earlier checkpoint",
                            expected,
                            found));
        }
        int version = buffer.getInt(Integer.BYTES);
        buffer.position(2 * Integer.BYTES);
        int longs = buffer.getInt();
        int doubles = buffer.getInt();
        int own = headerLength(version);
        if (longs < own) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "slab with a header of %d numbers: allowed are %d and more; the state is damaged",
                            longs,
                            own));
        }
        int more = longs - own;
        Slab slab = new Slab(SlabLayout.HEADER_LENGTH + more, doubles, buffer.getInt());
        buffer.asLongBuffer()
                .get(slab.header, 0, own)
                .get(slab.header, slab.header.length - more, more);
        buffer.position(buffer.position() + 8 * longs);
        buffer.asDoubleBuffer().get(slab.doubles);
        buffer.position(buffer.position() + 8 * slab.doubles.length);
        buffer.asFloatBuffer().get(slab.floats);
        if (version == 2) {
            stampRing(slab);
            return SlabRing.checked(SlabRing.readFormat2(slab));
        }
        return SlabRing.checked(slab);
    }

    private static int headerLength(int version) {
        return switch (version) {
            case 1 -> FIRST_HEADER;
            case 2 -> SECOND_HEADER;
            case 3 -> THIRD_HEADER;
            case 4 -> FOURTH_HEADER;
            default -> SlabLayout.HEADER_LENGTH;
        };
    }

    /** Turns the ring's times into stamps and replays them to find where the clock jumped. */
    private static void stampRing(Slab slab) {
        long[] header = slab.header;
        long rows = header[SlabLayout.RING];
        if (rows < 0 || rows > header.length - SlabLayout.HEADER_LENGTH) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "slab with a ring of %d events in a header of %d numbers: the state is damaged, restore an earlier checkpoint",
                            rows,
                            header.length));
        }
        long count = header[SlabLayout.RING_COUNT];
        Slab before = new Slab(SlabLayout.HEADER_LENGTH, 0, 0);
        System.arraycopy(
                header, SlabLayout.START_CLOCK, before.header, SlabLayout.CLOCK, KeyClock.SIZE);
        KeyTimes times = new KeyTimes(before);
        for (long i = Math.max(0, count - rows); i < count; i++) {
            int at = SlabLayout.HEADER_LENGTH + (int) (i % rows);
            long time = header[at];
            header[at] = KeyClock.stamp(time);
            if (time >= times.newestMicros()) {
                times.take(time);
            }
        }
        times.tell(slab);
    }

    /** Whether a slab was read from version 1, which did not record its options. */
    static boolean isOfFirstFormat(Slab slab) {
        return slab.header[SlabLayout.CHANNELS] == 0;
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
