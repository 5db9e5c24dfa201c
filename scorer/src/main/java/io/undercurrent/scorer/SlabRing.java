package io.undercurrent.scorer;

import io.undercurrent.detect.Normaliser;
import java.util.Locale;

/**
 * A key's newest raw events within its slab, and the key's clock and normalisers as they were
 * before the oldest of them. From these the key state can be rebuilt under other weights, as if
 * those had run from the start.
 *
 * <p>Times, as {@link KeyClock} stamps them, follow the header's fields; values precede all other
 * 64-bit numbers. A ring can therefore be read without the model that the slab belongs to. It costs
 * {@code 8 (1 + fields)} bytes per event.
 */
final class SlabRing {
    /** No key gets so many; counting on from here does not overflow. */
    static final long MOST_EVENTS = 1L << 61;

    private static final int NORMALISER = new Normaliser(Normaliser.USUAL_WINDOW).size();

    private final Normaliser normaliser = new Normaliser(Normaliser.USUAL_WINDOW);
    private final int rows;
    private final int channels;
    private final int fields;

    /** Describes a ring of {@code rows} events. */
    SlabRing(int rows, int channels, int fields) {
        this.rows = rows;
        this.channels = channels;
        this.fields = fields;
    }

    /**
     * Resizes the normalisers at the ring's start to their present size, in a copy of the slab.
     *
     * @throws IllegalArgumentException if the ring does not fit into the slab
     */
    static Slab readFormat2(Slab old) {
        long rows = old.header[SlabLayout.RING];
        long fields = old.header[SlabLayout.FIELDS];
        if (rows == 0) {
            return old;
        }
        long doubles = fields * (rows + Normaliser.FORMAT_2_SIZE);
        if (fields < 1 || fields > old.doubles.length || doubles > old.doubles.length) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "slab with a ring of %d events of %d fields in %d numbers: the state is damaged, restore an earlier checkpoint",
                            rows,
                            fields,
                            old.doubles.length));
        }
        SlabRing ring = of(old);
        int behind = old.doubles.length - (int) doubles;
        Slab slab = new Slab(old.header.length, ring.doubles() + behind, old.floats.length);
        System.arraycopy(old.header, 0, slab.header, 0, old.header.length);
        System.arraycopy(old.floats, 0, slab.floats, 0, old.floats.length);
        System.arraycopy(old.doubles, 0, slab.doubles, 0, ring.startOf(0));
        for (int f = 0; f < ring.fields; f++) {
            int from = ring.startOf(0) + f * Normaliser.FORMAT_2_SIZE;
            ring.normaliser.readFormat2(old.doubles, from, slab.doubles, ring.startOf(f));
        }
        System.arraycopy(old.doubles, (int) doubles, slab.doubles, ring.doubles(), behind);
        return slab;
    }

    /**
     * Checks that the header's fields about the ring fit the slab's arrays, and the clocks and
     * normalisers from which a key state is rebuilt. A checksum does not tell: whoever wrote the
     * fields wrote it too.
     *
     * @throws IllegalArgumentException if they do not
     */
    static Slab checked(Slab slab) {
        long rows = slab.header[SlabLayout.RING];
        long count = slab.header[SlabLayout.RING_COUNT];
        long channels = slab.header[SlabLayout.CHANNELS];
        long fields = slab.header[SlabLayout.FIELDS];
        int doubles = slab.doubles.length;
        boolean fits =
                rows >= 0
                        && rows <= slab.header.length - SlabLayout.HEADER_LENGTH
                        && count >= 0
                        && count <= MOST_EVENTS
                        && channels >= 0
                        && channels <= fields
                        && fields <= doubles
                        && (rows == 0 || fields * (rows + NORMALISER) <= doubles)
                        && SlabLayout.detectorDoubles(slab) >= 0
                        && SlabLayout.detectorDoubles(slab) <= doubles
                        && SlabLayout.detectorFloats(slab) >= 0
                        && SlabLayout.ownFloats(slab) >= 0
                        && SlabLayout.ownFloats(slab) <= slab.floats.length
                        && SlabLayout.detectorFloats(slab) + channels * SlabLayout.ownFloats(slab)
                                <= slab.floats.length;
        if (!fits) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "slab with a ring of %d events, %d added, of %d fields, %d of them channels, in %d numbers: the state is damaged, restore an earlier checkpoint",
                            rows,
                            count,
                            fields,
                            channels,
                            doubles));
        }
        try {
            KeyClock.check(slab.header, SlabLayout.CLOCK);
            KeyClock.check(slab.header, SlabLayout.START_CLOCK);
            SlabRing ring = of(slab);
            for (int f = 0; rows > 0 && f < fields; f++) {
                ring.normaliser.check(slab.doubles, ring.startOf(f));
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "slab whose clock or scale has %s; the state is damaged, restore an earlier checkpoint",
                            e.getMessage()),
                    e);
        }
        return slab;
    }

    /** The ring in a given slab. */
    static SlabRing of(Slab slab) {
        return new SlabRing(
                (int) slab.header[SlabLayout.RING],
                (int) slab.header[SlabLayout.CHANNELS],
                (int) slab.header[SlabLayout.FIELDS]);
    }

    int rows() {
        return rows;
    }

    /** Number of 64-bit integers after the header's fields. */
    int longs() {
        return rows;
    }

    /** Number of 64-bit numbers at the start: values, then one normaliser per field. */
    int doubles() {
        return rows == 0 ? 0 : startOf(fields);
    }

    /** Offset of a field's normaliser at the ring's start. */
    int startOf(int field) {
        return rows * fields + field * normaliser.size();
    }

    void init(Slab slab) {
        slab.header[SlabLayout.RING] = rows;
        slab.header[SlabLayout.RING_COUNT] = 0;
        KeyClock.init(slab.header, SlabLayout.START_CLOCK);
        for (int f = 0; rows > 0 && f < fields; f++) {
            normaliser.init(slab.doubles, startOf(f));
        }
    }

    /** Number of events in the ring, at most {@link #rows}. */
    int held(Slab slab) {
        return (int) Math.min(rows, slab.header[SlabLayout.RING_COUNT]);
    }

    /** Adds an event; the oldest one moves into the clock and normalisers at the ring's start. */
    void add(Slab slab, long stamp, double[] values) {
        if (rows == 0) {
            return;
        }
        long[] header = slab.header;
        double[] s = slab.doubles;
        int at = (int) (header[SlabLayout.RING_COUNT] % rows);
        int from = at * fields;
        if (header[SlabLayout.RING_COUNT] >= rows) {
            KeyClock.elapse(header, SlabLayout.START_CLOCK, stamp(slab, at));
            boolean missing = KeyClock.isMissing(s, from, channels);
            KeyClock.count(header, SlabLayout.START_CLOCK, missing);
            for (int f = 0; f < fields; f++) {
                normaliser.observe(s, startOf(f), s[from + f]);
            }
        }
        header[SlabLayout.HEADER_LENGTH + at] = stamp;
        System.arraycopy(values, 0, s, from, fields);
        header[SlabLayout.RING_COUNT]++;
    }

    /**
     * The time of a channel's value before that of the event that comes next.
     *
     * @param ago how many of its values before; 0 is that event itself
     * @param next the time of the event that comes next
     * @return the oldest one that the ring holds if it was longer ago, but none later than the next
     */
    long timeOf(Slab slab, int channel, int ago, long next) {
        long time = next;
        long count = slab.header[SlabLayout.RING_COUNT];
        int left = ago;
        for (int back = 1; left > 0 && rows > 0 && back <= held(slab); back++) {
            int at = (int) ((count - back) % rows);
            if (!Double.isNaN(slab.doubles[at * fields + channel])) {
                time = Math.min(next, KeyClock.time(stamp(slab, at)));
                left--;
            }
        }
        return time;
    }

    private static long stamp(Slab slab, int at) {
        return slab.header[SlabLayout.HEADER_LENGTH + at];
    }

    /** Reads all events, oldest first. */
    void read(Slab slab, long[] stamps, double[][] values) {
        int n = held(slab);
        long first = slab.header[SlabLayout.RING_COUNT] - n;
        for (int i = 0; i < n; i++) {
            int at = (int) ((first + i) % rows);
            stamps[i] = stamp(slab, at);
            System.arraycopy(slab.doubles, at * fields, values[i], 0, fields);
        }
    }
}
