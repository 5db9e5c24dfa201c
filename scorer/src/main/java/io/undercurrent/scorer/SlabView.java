package io.undercurrent.scorer;

/** Reads from a slab what needs no model. */
public final class SlabView {
    private final Slab slab;
    private final SlabRing ring;

    /**
     * Opens a slab for reading.
     *
     * @param slab any slab; not changed
     */
    public SlabView(Slab slab) {
        this.slab = slab;
        ring = SlabRing.of(slab);
    }

    /**
     * Number of value fields and covariates.
     *
     * @return numbers per event
     */
    public int fields() {
        return (int) slab.header[SlabLayout.FIELDS];
    }

    /**
     * Events so far that had a value, counted anew after an event that was UNPREDICTED.
     *
     * @return the number that counts for the warm-up
     */
    public long valued() {
        return slab.header[SlabLayout.VALUES];
    }

    /**
     * Capacity of the ring in events.
     *
     * @return 0 if there is no ring
     */
    public int capacity() {
        return ring.rows();
    }

    /**
     * Number of raw events in the ring.
     *
     * @return 0 if there is no ring
     */
    public int held() {
        return ring.rows() == 0 ? 0 : ring.held(slab);
    }

    /**
     * Reads the kept events, oldest first.
     *
     * @param timesMicros receives their times, [{@link #held}]
     * @param values receives their values, [{@link #held}][{@link #fields}], NaN where missing
     */
    public void read(long[] timesMicros, double[][] values) {
        if (ring.rows() > 0) {
            ring.read(slab, timesMicros, values);
            for (int i = 0; i < held(); i++) {
                timesMicros[i] = KeyClock.time(timesMicros[i]);
            }
        }
    }
}
