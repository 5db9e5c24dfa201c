package io.undercurrent.stream.memory;

import io.undercurrent.scorer.Scorer;
import io.undercurrent.scorer.Slab;
import io.undercurrent.stream.metrics.Count;
import java.time.Duration;
import java.util.Iterator;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Ends the memory of keys that stay away, by event time.
 *
 * <p><b>What counts is decided on read</b>: an event that comes more than {@code after} behind its
 * key's newest one starts the key afresh ({@link #isExpired}). That depends on the key's own events
 * alone: not on the cache, the backend, timers, watermarks or how often the job restarted.
 *
 * <p><b>Timers only free memory.</b> Each key that has a slab has a timer, set when the slab is
 * made and not at each event; when it fires the slab is looked at, and a key that was seen since
 * gets a new one. Timers are the runtime's, so they are part of its checkpoints and move with their
 * keys; what drives them is not the stream's watermark, for the job makes none (a result must not
 * depend on how partitions interleave, and one idle partition would hold all back), but {@link
 * PartitionClocks}. A slab is freed once its partition's clock is <i>twice</i> {@code after} beyond
 * its newest event. So a key whose slab was freed comes back with an event that would have found it
 * expired, and nothing can tell the difference, except where the key's events arrive more than
 * {@code after} behind other events of their partition: such a key may start afresh although its
 * own gap was short. A partition that falls silent frees nothing. The memory of a key whose newest
 * time is wrong and lies in the future stays, as long as the key does not come again: nothing tells
 * it from a key that will come.
 *
 * <p>At most {@value #TIMERS_AN_EVENT} timers fire an event, each one read of a slab: a jump of
 * event time must not stop the stream while it frees a million keys.
 */
public final class KeyExpiry {
    static final int TIMERS_AN_EVENT = 2;
    private static final int UNKNOWN_PARTITION = -1;

    private final long afterMicros;
    private final SlabStore store;
    private final Count expired;
    private final PartitionClocks clocks;
    private Timers timers;
    private int fired;

    /** One event-time timer a key, kept by the runtime. */
    public interface Timers {
        /**
         * Sets a key's timer.
         *
         * @param key the key
         * @param partition its source partition, negative where unknown
         * @param millis when it is due, milliseconds since the epoch
         * @throws Exception where the backend fails
         */
        void register(String key, int partition, long millis) throws Exception;

        /**
         * Fires timers that are due: tells {@link KeyExpiry#onTimer} of each, once.
         *
         * @param millis those up to this time, milliseconds since the epoch
         * @param enough asked after each one; the rest waits for the next call
         * @throws Exception where a timer's action fails
         */
        void fire(long millis, BooleanSupplier enough) throws Exception;
    }

    /**
     * The expiry of one instance's keys.
     *
     * @param after how long a key may stay away, or null for ever
     * @param store the keys' slabs
     * @param expired counts the memories that ended, on read or by a timer
     */
    public KeyExpiry(Duration after, SlabStore store, Count expired) {
        this.afterMicros = after == null ? Long.MAX_VALUE : after.toMillis() * 1000;
        clocks = new PartitionClocks(afterMicros);
        this.store = store;
        this.expired = expired;
    }

    /**
     * Begins, once the runtime can give its timers.
     *
     * @param runtimes the runtime's timers
     */
    public void start(Timers runtimes) {
        this.timers = runtimes;
    }

    /**
     * Gives timers to keys that have none, because their slabs were made without expiry.
     *
     * @param keys all keys with a slab; each is looked at soon after, a few an event
     * @throws Exception where the backend fails
     */
    public void adopt(Stream<String> keys) throws Exception {
        for (Iterator<String> each = keys.iterator(); each.hasNext(); ) {
            timers.register(each.next(), UNKNOWN_PARTITION, Long.MIN_VALUE);
        }
    }

    /**
     * A key's slab for its next event.
     *
     * @param key the key
     * @param partition the source partition of the event
     * @param timeMicros the event's time
     * @param overlapMicros how much later it is where it is a local time that occurs twice, and the
     *     second one is meant; else 0
     * @return its slab, or null where it has none or starts afresh
     * @throws Exception where the backend fails
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
            expired.inc(); // its timer stays and goes by the new slab's time
            return null;
        }
        return slab;
    }

    /**
     * Whether a key starts afresh.
     *
     * @param newestMicros the time of its newest event
     * @param timeMicros the time of the one that comes
     * @return true where it comes more than the limit later
     */
    public boolean isExpired(long newestMicros, long timeMicros) {
        long gap = timeMicros - newestMicros;
        boolean overflown = gap < 0; // a difference beyond 292,000 years
        return timeMicros > newestMicros && (overflown || gap > afterMicros);
    }

    /**
     * An event was seen: event time goes on.
     *
     * @param partition its source partition
     * @param key its key
     * @param timeMicros its time
     * @param timestampMillis its record's Kafka timestamp, negative where it has none
     */
    public void advance(int partition, String key, long timeMicros, long timestampMillis) {
        if (afterMicros != Long.MAX_VALUE) {
            clocks.observe(partition, key, timeMicros, timestampMillis);
        }
    }

    /**
     * A few of the timers that are due fire. No slab may be between its get and its put.
     *
     * @throws Exception where the backend fails
     */
    public void free() throws Exception {
        if (afterMicros == Long.MAX_VALUE) {
            return;
        }
        fired = 0;
        timers.fire(millis(clocks.newest()), () -> fired >= TIMERS_AN_EVENT);
    }

    /**
     * A timer fires: its key's memory ends, or the key was seen since and gets a new timer.
     *
     * @param key the key
     * @param partition the source partition that the timer was set with
     * @throws Exception where the backend fails
     */
    public void onTimer(String key, int partition) throws Exception {
        fired++;
        Slab slab = store.peek(key);
        if (slab == null) {
            return;
        }
        long due = dueMillis(slab.lastTimeMicros());
        if (millis(clocks.of(partition)) >= due) {
            store.remove(key);
            expired.inc();
            return;
        }
        // Where the key's own partition is behind the furthest one there is nothing to do but wait.
        long later = millis(clocks.newest()) + Math.max(1, millis(afterMicros) / 4);
        timers.register(key, partition, Math.max(soon(due), later));
    }

    /** A time that is wrong and far in the future must not keep its key from being looked at. */
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
