package io.undercurrent.state;

import io.undercurrent.stream.keystates.KeyTimers;
import io.undercurrent.stream.keystates.Timers;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.KeyContext;
import org.apache.flink.streaming.api.operators.Triggerable;

/**
 * Keeps the timers of {@link KeyTimers} as Flink timers: they are part of checkpoints, and move
 * with their keys when the job is rescaled. What a timer remembers is its namespace.
 */
public final class SlabTimers implements Timers, Triggerable<String, Integer> {
    /** The timers' name in the state, from when only expiry had timers; never changes. */
    public static final String NAME = "slab-expiry";

    private final KeyContext context;
    private final KeyTimers keys;
    private InternalTimerService<Integer> timers;
    private Firing firing;

    /**
     * The way in which timers that are due are fired. Flink's public way is to process a watermark,
     * which fires all timers in one call and forwards the watermark; so the operator provides its
     * time service's own way.
     */
    @FunctionalInterface
    public interface Firing {
        /**
         * Fires timers that are due.
         *
         * @param millis timers up to this time are due, milliseconds since the epoch
         * @param enough asked after each timer; once it is true, the rest waits for the next call
         * @throws Exception if a timer's action fails
         */
        void fire(long millis, BooleanSupplier enough) throws Exception;
    }

    /**
     * Creates the timers of one operator.
     *
     * @param context sets the backend's current key
     * @param keys handles timers that fire
     */
    public SlabTimers(KeyContext context, KeyTimers keys) {
        this.context = context;
        this.keys = keys;
    }

    /**
     * Starts, once the operator can provide its timers.
     *
     * @param service the operator's timer service with the name {@link #NAME}
     * @param how fires the timers
     */
    public void start(InternalTimerService<Integer> service, Firing how) {
        this.timers = service;
        this.firing = how;
    }

    @Override
    public void register(String key, int note, long millis) {
        context.setCurrentKey(key);
        timers.registerEventTimeTimer(note, millis);
    }

    @Override
    public void fire(long millis, BooleanSupplier enough) throws Exception {
        firing.fire(millis, enough);
    }

    @Override
    public void onEventTime(InternalTimer<String, Integer> timer) throws Exception {
        keys.onTimer(timer.getKey(), timer.getNamespace(), timer.getTimestamp());
    }

    @Override
    public void onProcessingTime(InternalTimer<String, Integer> timer) {
        throw new IllegalStateException(
                String.format(
                        Locale.ROOT,
                        "a processing-time timer of key %s: key states have only event-time timers",
                        timer.getKey()));
    }
}
