package io.undercurrent.stream.keystates;

import io.undercurrent.scorer.Scorer;
import io.undercurrent.scorer.Slab;
import java.util.Iterator;
import java.util.stream.Stream;

/**
 * The timers of one instance's keys, by event time. They free the slabs of keys that stay away
 * ({@link KeyExpiry}) and report keys that are silent ({@link SilenceWatch}); without either there
 * are none.
 *
 * <p>Each key that has a slab has one timer, which is set when the slab is created and not at each
 * event. When it fires, the slab is looked at, and the timer is set to when the key is next due for
 * either. The runtime keeps the timers, so they are part of its checkpoints and move with their
 * keys. If timers were added to existing key states, a key may have two until it is next reported.
 *
 * <p>At most {@value #TIMERS_AN_EVENT} timers fire per event, and each costs one read of a slab: a
 * jump of event time must not stop the stream while it looks at a million keys.
 */
public final class KeyTimers {
    static final int TIMERS_AN_EVENT = 2;

    private final SlabStore store;
    private final KeyExpiry expiry;
    private SilenceWatch silence;
    private Timers timers;
    private int fired;

    KeyTimers(SlabStore store, KeyExpiry expiry) {
        this.store = store;
        this.expiry = expiry;
    }

    void watch(SilenceWatch watch) {
        silence = watch;
    }

    private boolean isOn() {
        return expiry.isOn() || silence != null;
    }

    /** Starts, once the runtime can provide its timers. */
    void start(Timers runtimes) {
        timers = runtimes;
    }

    /** Sets timers for keys that have none; each is looked at soon after, a few per event. */
    void adopt(Stream<String> keys) throws Exception {
        for (Iterator<String> each = keys.iterator(); each.hasNext(); ) {
            adopt(each.next());
        }
    }

    /**
     * Sets the timer of a key that has none; it is looked at soon after.
     *
     * @param key the key
     * @throws Exception if the backend fails
     */
    public void adopt(String key) throws Exception {
        timers.register(key, TimerNote.of(-1).encode(), Long.MIN_VALUE);
    }

    /** Sets the timer of a key that has no slab yet. */
    void begin(String key, int partition, long timeMicros) throws Exception {
        if (isOn()) {
            long due = expiry.firstMillis(timeMicros);
            if (silence != null) {
                // A first time that is wrong and far ahead must not keep the key from being
                // watched.
                long soon = System.currentTimeMillis();
                due = Math.min(due, SilenceWatch.firstMillis(Math.min(timeMicros, soon * 1000)));
            }
            timers.register(key, TimerNote.of(partition).encode(), due);
        }
    }

    /** Advances event time by an event. */
    void advance(int partition, String key, long timeMicros, long timestampMillis) {
        if (expiry.isOn()) {
            expiry.clocks().observe(partition, key, timeMicros, timestampMillis);
        }
        if (silence != null) {
            silence.clocks().observe(partition, key, timeMicros, timestampMillis);
        }
    }

    /** Fires a few of the timers that are due. */
    void fire() throws Exception {
        if (isOn()) {
            fired = 0;
            timers.fire(nowMillis(), () -> fired >= TIMERS_AN_EVENT);
        }
    }

    /**
     * The time up to which timers fire. Expiry's clock may be ahead by a step because of one device
     * with a wrong clock; silences cannot wait until the others have come that far.
     */
    private long nowMillis() {
        long furthest = Math.floorDiv(expiry.clocks().newest(), 1000L);
        if (silence == null) {
            return furthest;
        }
        long agreed = Math.floorDiv(silence.clocks().newest(), 1000L);
        boolean begun = expiry.clocks().newest() != PartitionClocks.NOT_BEGUN;
        return begun ? Math.max(agreed, furthest - expiry.stepMillis()) : agreed;
    }

    /**
     * Called when a timer fires: removes the key's slab, or sets the key's next timer.
     *
     * @param key the key
     * @param note what the timer was set with
     * @param millis the time that it was set to
     * @throws Exception if the backend fails
     */
    public void onTimer(String key, int note, long millis) throws Exception {
        fired++;
        Slab slab = store.peek(key);
        if (slab == null) {
            return;
        }
        // The timer was perhaps set before the key had an event, or events of another partition.
        int partition = Scorer.partition(slab);
        TimerNote noted = TimerNote.decode(note);
        TimerNote timer = partition < 0 ? noted : noted.at(partition);
        if (expiry.free(key, slab, timer.partition()) || !isOn()) {
            return;
        }
        long next = expiry.nextMillis(slab);
        if (silence != null) {
            SilenceWatch.Next look = silence.look(key, slab, timer, millis, nowMillis(), next);
            if (look != null) {
                timers.register(key, look.note().encode(), look.millis());
            }
        } else {
            timers.register(key, TimerNote.of(timer.partition()).encode(), next);
        }
    }
}
