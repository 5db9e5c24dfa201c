package io.undercurrent.state;

import io.undercurrent.stream.memory.KeyExpiry;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.KeyContext;
import org.apache.flink.streaming.api.operators.Triggerable;

/**
 * The timers of {@link KeyExpiry} as Flink's own: part of checkpoints, and moved with their keys
 * when the job is rescaled.
 */
public final class SlabTimers implements KeyExpiry.Timers, Triggerable<String, Integer> {
    /** The timers' name in the state; never changes. */
    public static final String NAME = "slab-expiry";

    private final KeyContext context;
    private final KeyExpiry expiry;
    private InternalTimerService<Integer> timers;
    private Firing firing;

    /**
     * How timers that are due are fired. Flink's public way, to process a watermark, fires them all
     * in one go and sends the watermark on; so the operator lends its time service's own.
     */
    @FunctionalInterface
    public interface Firing {
        /**
         * Fires timers that are due.
         *
         * @param millis those up to this time, milliseconds since the epoch
         * @param enough asked after each one; the rest waits for the next call
         * @throws Exception where a timer's action fails
         */
        void fire(long millis, BooleanSupplier enough) throws Exception;
    }

    /**
     * The timers of one operator.
     *
     * @param context sets the backend's current key
     * @param expiry is told of timers that fire
     */
    public SlabTimers(KeyContext context, KeyExpiry expiry) {
        this.context = context;
        this.expiry = expiry;
    }

    /**
     * Begins, once the operator can give its timers.
     *
     * @param service the operator's timers of the name {@link #NAME}
     * @param how fires them
     */
    public void start(InternalTimerService<Integer> service, Firing how) {
        this.timers = service;
        this.firing = how;
    }

    @Override
    public void register(String key, int partition, long millis) {
        context.setCurrentKey(key);
        timers.registerEventTimeTimer(partition, millis);
    }

    @Override
    public void fire(long millis, BooleanSupplier enough) throws Exception {
        firing.fire(millis, enough);
    }

    @Override
    public void onEventTime(InternalTimer<String, Integer> timer) throws Exception {
        expiry.onTimer(timer.getKey(), timer.getNamespace());
    }

    @Override
    public void onProcessingTime(InternalTimer<String, Integer> timer) {
        throw new IllegalStateException(
                String.format(
                        Locale.ROOT,
                        "a processing-time timer of key %s: expiry sets only event-time timers",
                        timer.getKey()));
    }
}
