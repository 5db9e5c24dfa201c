package io.undercurrent.scorer;

/**
 * One key state as live arrays, which the scorer reads and changes at every event.
 *
 * <p>Three primitive arrays instead of objects: a copy is three array copies, the byte form is a
 * bulk copy, and its size never grows with history. {@link SlabLayout} gives the offsets.
 */
public final class Slab {
    final long[] header;
    final double[] doubles;
    final float[] floats;

    /**
     * Whether a scorer whose layout this slab has made or checked it; not stored, so whatever was
     * read is checked once.
     */
    boolean isChecked;

    Slab(int headerLength, int doublesLength, int floatsLength) {
        this(new long[headerLength], new double[doublesLength], new float[floatsLength]);
    }

    private Slab(long[] header, double[] doubles, float[] floats) {
        this.header = header;
        this.doubles = doubles;
        this.floats = floats;
    }

    /**
     * Copies this slab.
     *
     * @return a deep copy
     */
    public Slab copy() {
        Slab copy = new Slab(header.clone(), doubles.clone(), floats.clone());
        copy.isChecked = isChecked;
        return copy;
    }

    /**
     * Events of this key so far.
     *
     * @return their number, events with missing values included
     */
    public long events() {
        return header[SlabLayout.EVENTS];
    }

    /**
     * Counts an event and takes its time without scoring it, for comparisons that measure stores
     * without the model.
     *
     * @param timeMicros the event's time, microseconds since the epoch
     */
    public void count(long timeMicros) {
        header[SlabLayout.EVENTS]++;
        header[SlabLayout.LAST_TIME] = Math.max(header[SlabLayout.LAST_TIME], timeMicros);
    }

    /**
     * The newest event time of this key, or the time to which its clock was set back.
     *
     * @return microseconds since the epoch, or {@link Long#MIN_VALUE} before the first event
     */
    public long lastTimeMicros() {
        return header[SlabLayout.LAST_TIME];
    }

    /**
     * The key's usual gap between events.
     *
     * @return microseconds, 0 before the second event
     */
    public long usualGapMicros() {
        return Math.round(KeyClock.usual(header, SlabLayout.CLOCK));
    }

    /**
     * The first 64 bits of the hash of the model that this slab belongs to.
     *
     * @return the leading bits of the SHA-256
     */
    public long modelHash() {
        return header[SlabLayout.MODEL_HASH];
    }
}
