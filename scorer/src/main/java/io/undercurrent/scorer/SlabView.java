package io.undercurrent.scorer;

/** What a slab tells of its key without the model that it belongs to. */
public final class SlabView {
    private final Slab slab;
    private final SlabRing ring;

    /**
     * A look at a slab.
     *
     * @param slab any slab; not changed
     */
    public SlabView(Slab slab) {
        this.slab = slab;
        ring = SlabRing.of(slab);
    }

    /**
     * Value fields and covariates.
     *
     * @return numbers of an event
     */
    public int fields() {
        return (int) slab.header[SlabLayout.FIELDS];
    }

    /**
     * Events so far that had a value.
     *
     * @return what counts for the warm-up
     */
    public long valued() {
        return slab.header[SlabLayout.VALUES];
    }

    /**
     * Events that the ring has room for.
     *
     * @return 0 where there is none
     */
    public int capacity() {
        return ring.rows();
    }

    /**
     * Raw events that are kept.
     *
     * @return their number
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
