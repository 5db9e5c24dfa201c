package io.undercurrent.scorer;

/**
 * Decides about the times of one key's events ahead of its key state or without one: the same
 * decisions that {@link Scorer#score} and {@link Scorer#refuse} take one event at a time.
 */
public final class KeyTimes {
    private final long[] header = new long[SlabLayout.HEADER_LENGTH];

    /** Starts a key without events. */
    public KeyTimes() {
        KeyClock.init(header, SlabLayout.CLOCK);
    }

    /**
     * Starts from a key state.
     *
     * @param slab the key state, not changed
     */
    public KeyTimes(Slab slab) {
        System.arraycopy(slab.header, 0, header, 0, header.length);
    }

    /**
     * The newest time.
     *
     * @return microseconds since the epoch, or {@link Long#MIN_VALUE} before the first event
     */
    public long newestMicros() {
        return header[SlabLayout.LAST_TIME];
    }

    /**
     * The time of the next event, as {@link Scorer#time} gives it.
     *
     * @param timeMicros the earlier instant
     * @param overlapMicros the distance of the later one; 0 if there is only one
     * @return one of the two
     */
    public long time(long timeMicros, long overlapMicros) {
        return KeyJumps.settle(header, timeMicros, overlapMicros);
    }

    /**
     * Whether an event is late, as {@link Scorer#isLate} says.
     *
     * @param timeMicros its time
     * @return true if it is late
     */
    public boolean isLate(long timeMicros) {
        return KeyJumps.isLate(header, timeMicros);
    }

    /**
     * Refuses a late event.
     *
     * @param timeMicros its time
     * @return whether this changes the key state
     */
    public boolean refuse(long timeMicros) {
        return KeyJumps.refuse(header, timeMicros);
    }

    /**
     * Takes an event, late or not.
     *
     * @param timeMicros its time
     * @return its stamp, for {@link ChunkedPass}
     */
    public long take(long timeMicros) {
        long stamp = KeyJumps.take(header, timeMicros);
        KeyClock.elapse(header, SlabLayout.CLOCK, stamp);
        KeyClock.count(header, SlabLayout.CLOCK, true); // values do not affect times
        return stamp;
    }

    /**
     * Writes the jumps and the refused late events into a key state.
     *
     * @param slab the key state, which has taken all stamps
     */
    public void tell(Slab slab) {
        int jumps = SlabLayout.JUMPS;
        System.arraycopy(header, jumps, slab.header, jumps, KeyJumps.SIZE);
    }
}
