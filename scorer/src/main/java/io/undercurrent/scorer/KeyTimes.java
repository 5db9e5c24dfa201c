package io.undercurrent.scorer;

/**
 * The times of one key's events, ahead of its memory or without one: the same decisions as {@link
 * Scorer#score} and {@link Scorer#refuse} take one event at a time.
 */
public final class KeyTimes {
    private final long[] header = new long[SlabLayout.HEADER_LENGTH];

    /** A key that was never seen. */
    public KeyTimes() {
        KeyClock.init(header, SlabLayout.CLOCK);
    }

    /**
     * Goes on from a key's memory.
     *
     * @param slab the memory, not changed
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
     * The time of the next event, as {@link Scorer#time} has it.
     *
     * @param timeMicros the earlier instant
     * @param overlapMicros how much later the other one is; 0 where there is one alone
     * @return one of the two
     */
    public long time(long timeMicros, long overlapMicros) {
        return KeyJumps.settle(header, timeMicros, overlapMicros);
    }

    /**
     * Whether an event is late, as {@link Scorer#isLate} has it.
     *
     * @param timeMicros its time
     * @return true where it is late
     */
    public boolean isLate(long timeMicros) {
        return KeyJumps.isLate(header, timeMicros);
    }

    /**
     * Refuses a late event.
     *
     * @param timeMicros its time
     * @return whether the key's memory changes by it
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
        KeyClock.count(header, SlabLayout.CLOCK, true); // values do not matter to the time
        return stamp;
    }

    /**
     * Tells a memory that has come up to here of jumps and of late events that were refused.
     *
     * @param slab the memory, which has taken all stamps
     */
    public void tell(Slab slab) {
        int jumps = SlabLayout.JUMPS;
        System.arraycopy(header, jumps, slab.header, jumps, KeyJumps.SIZE);
    }
}
