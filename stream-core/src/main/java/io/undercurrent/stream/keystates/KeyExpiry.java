package io.undercurrent.stream.keystates;

import io.undercurrent.scorer.Scorer;
import io.undercurrent.scorer.Slab;
import io.undercurrent.stream.metrics.Count;
import java.time.Duration;

/**
 * Expires the state of keys that stay away, by event time.
 *
 * <p><b>Expiry is decided on read</b>: an event that is more than {@code after} later than its
 * key's newest event starts the key without state ({@link #isExpired}). This depends only on the
 * key's own events, and not on the cache, the backend, timers, watermarks or how often the job
 * restarted.
 *
 * <p><b>Timers only free memory</b> ({@link KeyTimers}). They are driven by {@link PartitionClocks}
 * and not by the stream's watermark: the job generates no watermarks, because a result must not
 * depend on how partitions interleave, and one idle partition would hold back all others. A slab is
 * freed once its partition's clock is <i>twice</i> {@code after} beyond its newest event. So if a
 * key whose slab was freed returns, its event would have found the key expired anyway, and the
 * results are the same. The exception is a key whose events arrive more than {@code after} behind
 * other events of their partition: it may start without state although its own gap was short. An
 * idle partition frees nothing. If a key's newest time is wrong and in the future, its slab stays
 * until the key's next event, because nothing distinguishes it from a key that will return.
 */
final class KeyExpiry {
    private final long afterMicros;
    private final SlabStore store;
    private final Count expired;
    private final PartitionClocks clocks;
    private DeleteObserver observer = (key, slab) -> {};

    /**
     * Creates the expiry of one instance's keys.
     *
     * @param after how long a key may stay away, or null for no expiry
     * @param expired counts the key states that expired, on read or by a timer
     */
    KeyExpiry(Duration after, SlabStore store, Count expired) {
        this.afterMicros = after == null ? Long.MAX_VALUE : after.toMillis() * 1000;
        clocks = new PartitionClocks(afterMicros);
        this.store = store;
        this.expired = expired;
    }

    void observeDeletes(DeleteObserver newObserver) {
        observer = newObserver;
    }

    /** Whether keys expire at all. */
    boolean isOn() {
        return afterMicros != Long.MAX_VALUE;
    }

    PartitionClocks clocks() {
        return clocks;
    }

    /** The longest step by which a single key moves a partition's clock. */
    long stepMillis() {
        return millis(afterMicros);
    }

    /**
     * Whether the slab of a key is of no use for its next event, which it then does not get.
     *
     * @param slab the key's slab
     * @param timeMicros the event's time; the earlier one of two possible times
     * @param overlapMicros how much later the second possible time is; 0 if there is only one
     */
    boolean expires(String key, Slab slab, long timeMicros, long overlapMicros) throws Exception {
        if (!isOn()) {
            return false;
        }
        long time = Scorer.time(slab, timeMicros, overlapMicros);
        if (!isExpired(slab.lastTimeMicros(), time)) {
            return false;
        }
        observer.beforeDelete(key, slab);
        expired.inc(); // its timer stays and will check the new slab
        return true;
    }

    /**
     * Tells whether a key has expired when its next event comes.
     *
     * @param newestMicros the time of the key's newest event
     * @param timeMicros the time of the next event
     * @return true if the next event is more than the limit later
     */
    boolean isExpired(long newestMicros, long timeMicros) {
        long gap = timeMicros - newestMicros;
        boolean overflown = gap < 0; // a difference beyond 292,000 years
        return timeMicros > newestMicros && (overflown || gap > afterMicros);
    }

    /** When a key's first timer is to fire; {@link Long#MAX_VALUE} without expiry. */
    long firstMillis(long timeMicros) {
        return isOn() ? soon(dueMillis(timeMicros)) : Long.MAX_VALUE;
    }

    /**
     * Removes the slab of a key whose timer fired, if it is due.
     *
     * @param partition the source partition that the timer was set with
     * @return whether it was removed
     */
    boolean free(String key, Slab slab, int partition) throws Exception {
        if (!isOn() || millis(clocks.of(partition)) < dueMillis(slab.lastTimeMicros())) {
            return false;
        }
        observer.beforeDelete(key, slab);
        store.remove(key);
        expired.inc();
        return true;
    }

    /** When to look again at a slab that is not due; {@link Long#MAX_VALUE} without expiry. */
    long nextMillis(Slab slab) {
        if (!isOn()) {
            return Long.MAX_VALUE;
        }
        // If the key's own partition is behind the furthest one, the key can only wait.
        long later = millis(clocks.newest()) + Math.max(1, millis(afterMicros) / 4);
        return Math.max(soon(dueMillis(slab.lastTimeMicros())), later);
    }

    /** A wrong time far in the future must not prevent its key from being checked. */
    private long soon(long dueMillis) {
        return Math.min(dueMillis, System.currentTimeMillis() + 2 * millis(afterMicros));
    }

    private long dueMillis(long lastMicros) {
        long due = lastMicros + 2 * afterMicros;
        return due < lastMicros ? Long.MAX_VALUE : millis(due) + 1;
    }

    private static long millis(long micros) {
        return Math.floorDiv(micros, 1000L);
    }
}
