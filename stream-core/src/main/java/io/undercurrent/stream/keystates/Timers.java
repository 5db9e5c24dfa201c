package io.undercurrent.stream.keystates;

import java.util.function.BooleanSupplier;

/** Event-time timers of keys, kept by the runtime in its checkpoints and moved with their keys. */
public interface Timers {
    /**
     * Sets a timer of a key. A timer of the same key, note and time is the same timer.
     *
     * @param key the key
     * @param note what the timer remembers: {@link TimerNote}
     * @param millis when the timer is due, milliseconds since the epoch
     * @throws Exception if the backend fails
     */
    void register(String key, int note, long millis) throws Exception;

    /**
     * Fires timers that are due: calls {@link KeyTimers#onTimer} once for each.
     *
     * @param millis timers up to this time are due, milliseconds since the epoch
     * @param enough asked after each timer; once it is true, the rest waits for the next call
     * @throws Exception if a timer's action fails
     */
    void fire(long millis, BooleanSupplier enough) throws Exception;
}
