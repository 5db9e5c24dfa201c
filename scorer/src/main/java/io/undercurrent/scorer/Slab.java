package io.undercurrent.scorer;

/**
 * One key's whole memory as live arrays: what the scorer reads and changes at every event.
 *
 * <p>Three primitive arrays instead of objects: a copy is three array copies, the byte form is a
 * bulk copy, and its size never grows with history. {@link SlabLayout} says what stands where.
 */
public final class Slab {
    final long[] header;
    final double[] doubles;
    final float[] floats;

    Slab(int headerLength, int doublesLength, int floatsLength) {
        this(new long[headerLength], new double[doublesLength], new float[floatsLength]);
    }

    private Slab(long[] header, double[] doubles, float[] floats) {
        this.header = header;
        this.doubles = doubles;
        this.floats = floats;
    }

    /**
     * A slab that shares nothing with this one.
     *
     * @return a deep copy
     */
    public Slab copy() {
        return new Slab(header.clone(), doubles.clone(), floats.clone());
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
     * Counts an event and takes its time without scoring it: what a comparison of stores needs,
     * which measures them without the model.
     *
     * @param timeMicros the event's time, microseconds since the epoch
     */
    public void count(long timeMicros) {
        header[SlabLayout.EVENTS]++;
        header[SlabLayout.LAST_TIME] = Math.max(header[SlabLayout.LAST_TIME], timeMicros);
    }

    /**
     * The newest event time of this key, as far as its clock was not given back.
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
     * The first 64 bits of the hash of the model that this memory belongs to.
     *
     * @return the leading bits of the SHA-256
     */
    public long modelHash() {
        return header[SlabLayout.MODEL_HASH];
    }
}
