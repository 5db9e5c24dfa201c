package io.undercurrent.stream.keystates;

import io.undercurrent.scorer.Slab;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Slabs that a checkpoint contains itself, as they were at its barrier. Another thread reads them
 * while events continue: until {@link #done} or {@link #release}, the cache copies one of these
 * slabs before an event changes it.
 */
public final class SharedSlabs {
    /** No slabs. */
    static final SharedSlabs NONE = none();

    private final String[] keys;
    private volatile Slab[] slabs;
    private final AtomicIntegerArray done;
    private volatile SharedSlabs before;
    private volatile boolean released;

    /**
     * Shares slabs.
     *
     * @param before the checkpoint before, which may still read the same slabs; null for none
     */
    SharedSlabs(String[] keys, Slab[] slabs, SharedSlabs before) {
        this.keys = keys;
        this.slabs = slabs;
        done = new AtomicIntegerArray(keys.length);
        this.before = before;
    }

    private static SharedSlabs none() {
        SharedSlabs none = new SharedSlabs(new String[0], new Slab[0], null);
        none.release();
        return none;
    }

    /**
     * Counts the slabs.
     *
     * @return how many there are
     */
    public int size() {
        return keys.length;
    }

    /**
     * Names one slab's key.
     *
     * @param i from 0 to less than {@link #size}
     * @return the key
     */
    public String key(int i) {
        return keys[i];
    }

    /**
     * Returns one slab, for reading only and before {@link #release}.
     *
     * @param i from 0 to less than {@link #size}
     * @return the slab
     */
    public Slab slab(int i) {
        return slabs[i];
    }

    /**
     * Ends the reading of one slab, which an event may then change in place.
     *
     * @param i from 0 to less than {@link #size}
     */
    public void done(int i) {
        done.set(i, 1);
    }

    /** Ends the reading. Any thread may call it, more than once. */
    public void release() {
        released = true;
        slabs = new Slab[0]; // cached slabs still refer to this object
    }

    /** Whether nobody reads one slab any more, for this checkpoint or an earlier one. */
    boolean isDone(int i) {
        if (done.get(i) == 0) {
            return isReleased();
        }
        SharedSlabs earlier = before;
        return earlier == null || earlier.isReleased();
    }

    /** Whether nobody reads these slabs or those of an earlier checkpoint any more. */
    boolean isReleased() {
        if (!released) {
            return false;
        }
        SharedSlabs earlier = before;
        if (earlier != null && !earlier.isReleased()) {
            return false;
        }
        before = null; // a chain of all checkpoints would never be freed
        return true;
    }
}
