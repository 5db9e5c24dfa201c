package io.undercurrent.stream.keystates;

import io.undercurrent.scorer.Scorer;
import io.undercurrent.scorer.Slab;
import io.undercurrent.stream.metrics.Count;
import java.time.Duration;
import java.util.Iterator;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Expires the state of keys that stay away, by event time.
 *
 * <p><b>Expiry is decided on read</b>: an event that is more than {@code after} later than its
 * key's newest event starts the key without state ({@link #isExpired}). This depends only on the
 * key's own events, and not on the cache, the backend, timers, watermarks or how often the job
 * restarted.
 *
 * <p><b>Timers only free memory.</b> Each key that has a slab has one timer, which is set when the
 * slab is created and not at each event. When the timer fires, the slab is checked, and a key that
 * had an event in between gets a new timer. The runtime keeps the timers, so they are part of its
 * checkpoints and move with their keys. They are driven by {@link PartitionClocks} and not by the
 * stream's watermark: the job generates no watermarks, because a result must not depend on how
 * partitions interleave, and one idle partition would hold back all others. A slab is freed once
 * its partition's clock is <i>twice</i> {@code after} beyond its newest event. So if a key whose
 * slab was freed returns, its event would have found the key expired anyway, and the results are
 * the same. The exception is a key whose events arrive more than {@code after} behind other events
 * of their partition: it may start without state although its own gap was short. An idle partition
 * frees nothing. If a key's newest time is wrong and in the future, its slab stays until the key's
 * next event, because nothing distinguishes it from a key that will return.
 *
 * <p>At most {@value #TIMERS_AN_EVENT} timers fire per event, and each costs one read of a slab: a
 * jump of event time must not stop the stream while it frees a million keys.
 */
public final class KeyExpiry {
    static final int TIMERS_AN_EVENT = 2;
    private static final int UNKNOWN_PARTITION = -1;

    private final long afterMicros;
    private final SlabStore store;
    private final Count expired;
    private final PartitionClocks clocks;
    private Timers timers;
    private DeleteObserver observer = (key, slab) -> {};
    private int fired;

    /** One event-time timer per key, kept by the runtime. */
    public interface Timers {
        /**
         * Sets a key's timer.
         *
         * @param key the key
         * @param partition its source partition; negative if it is not known
         * @param millis when the timer is due, milliseconds since the epoch
         * @throws Exception if the backend fails
         */
        void register(String key, int partition, long millis) throws Exception;

        /**
         * Fires timers that are due: calls {@link KeyExpiry#onTimer} once for each.
         *
         * @param millis timers up to this time are due, milliseconds since the epoch
         * @param enough asked after each timer; once it is true, the rest waits for the next call
         * @throws Exception if a timer's action fails
         */
        void fire(long millis, BooleanSupplier enough) throws Exception;
    }

    /** Learns which key states are about to be deleted. */
    public interface DeleteObserver {
        /**
         * Called once for each key state, before it is deleted.
         *
         * @param key the key
         * @param slab its slab, which must not be changed
         * @throws Exception if the action fails
         */
        void beforeDelete(String key, Slab slab) throws Exception;
    }

    /**
     * Creates the expiry of one instance's keys.
     *
     * @param after how long a key may stay away, or null for no expiry
     * @param store the keys' slabs
     * @param expired counts the key states that expired, on read or by a timer
     */
    public KeyExpiry(Duration after, SlabStore store, Count expired) {
        this.afterMicros = after == null ? Long.MAX_VALUE : after.toMillis() * 1000;
        clocks = new PartitionClocks(afterMicros);
        this.store = store;
        this.expired = expired;
    }

    /**
     * Sets the observer of deleted key states.
     *
     * @param newObserver called before a key state is deleted, on read or by a timer
     */
    public void observeDeletes(DeleteObserver newObserver) {
        observer = newObserver;
    }

    /**
     * Starts expiry, once the runtime can provide its timers.
     *
     * @param runtimes the runtime's timers
     */
    public void start(Timers runtimes) {
        this.timers = runtimes;
    }

    /**
     * Sets timers for keys that have none, because their slabs were created without expiry.
     *
     * @param keys all keys with a slab; each is checked soon after, a few per event
     * @throws Exception if the backend fails
     */
    public void adopt(Stream<String> keys) throws Exception {
        for (Iterator<String> each = keys.iterator(); each.hasNext(); ) {
            timers.register(each.next(), UNKNOWN_PARTITION, Long.MIN_VALUE);
        }
    }

    /**
     * Returns a key's slab for its next event.
     *
     * @param key the key
     * @param partition the source partition of the event
     * @param timeMicros the event's time; the earlier one of two possible times
     * @param overlapMicros how much later the second possible time is; 0 if there is only one
     * @return its slab, or null if the key is new or has expired
     * @throws Exception if the backend fails
     */
    public Slab get(String key, int partition, long timeMicros, long overlapMicros)
            throws Exception {
        Slab slab = store.get(key);
        if (afterMicros == Long.MAX_VALUE) {
            return slab;
        }
        if (slab == null) {
            timers.register(key, partition, soon(dueMillis(timeMicros)));
            return null;
        }
        long time = Scorer.time(slab, timeMicros, overlapMicros);
        if (isExpired(slab.lastTimeMicros(), time)) {
            observer.beforeDelete(key, slab);
            expired.inc(); // its timer stays and will check the new slab
            return null;
        }
        return slab;
    }

    /**
     * Tells whether a key has expired when its next event comes.
     *
     * @param newestMicros the time of the key's newest event
     * @param timeMicros the time of the next event
     * @return true if the next event is more than the limit later
     */
    public boolean isExpired(long newestMicros, long timeMicros) {
        long gap = timeMicros - newestMicros;
        boolean overflown = gap < 0; // a difference beyond 292,000 years
        return timeMicros > newestMicros && (overflown || gap > afterMicros);
    }

    /**
     * Advances event time by an event.
     *
     * @param partition the event's source partition
     * @param key the event's key
     * @param timeMicros the event's time
     * @param timestampMillis its record's Kafka timestamp; negative if it has none
     */
    public void advance(int partition, String key, long timeMicros, long timestampMillis) {
        if (afterMicros != Long.MAX_VALUE) {
            clocks.observe(partition, key, timeMicros, timestampMillis);
        }
    }

    /**
     * Fires a few of the timers that are due. It must not be called between a slab's get and its
     * put.
     *
     * @throws Exception if the backend fails
     */
    public void free() throws Exception {
        if (afterMicros == Long.MAX_VALUE) {
            return;
        }
        fired = 0;
        timers.fire(millis(clocks.newest()), () -> fired >= TIMERS_AN_EVENT);
    }

    /**
     * Called when a timer fires: removes the key's slab, or sets a new timer if the slab is not due
     * yet.
     *
     * @param key the key
     * @param partition the source partition that the timer was set with
     * @throws Exception if the backend fails
     */
    public void onTimer(String key, int partition) throws Exception {
        fired++;
        Slab slab = store.peek(key);
        if (slab == null) {
            return;
        }
        long due = dueMillis(slab.lastTimeMicros());
        if (millis(clocks.of(partition)) >= due) {
            observer.beforeDelete(key, slab);
            store.remove(key);
            expired.inc();
            return;
        }
        // If the key's own partition is behind the furthest one, the key can only wait.
        long later = millis(clocks.newest()) + Math.max(1, millis(afterMicros) / 4);
        timers.register(key, partition, Math.max(soon(due), later));
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
