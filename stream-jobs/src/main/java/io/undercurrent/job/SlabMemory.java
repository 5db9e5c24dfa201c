package io.undercurrent.job;

import io.undercurrent.scorer.Slab;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.state.CacheStats;
import io.undercurrent.state.CachedSlabs;
import io.undercurrent.state.DirectSlabs;
import io.undercurrent.state.KeyedSlabs;
import io.undercurrent.state.SlabExpiry;
import io.undercurrent.state.SlabState;
import io.undercurrent.state.SlabStore;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.KeyContext;

/** The slabs of one scoring instance: where they are kept, for how long, and what that costs. */
final class SlabMemory {
    /** Heap bytes of a cached slab besides its numbers: three arrays' headers, entry, map, key. */
    private static final int OVERHEAD_BYTES = 256;

    private final SlabStore store;
    private final SlabExpiry expiry;
    private final SlabWrites writes;

    /**
     * The slabs of one scoring instance.
     *
     * @param job which backend, how large a cache, expiry after how long
     * @param slabBytes a slab's size
     * @param context sets the backend's current key
     * @param state the keyed state
     * @param group where the metrics go
     */
    SlabMemory(
            StreamSpec.Job job,
            int slabBytes,
            KeyContext context,
            ValueState<Slab> state,
            MetricGroup group) {
        Counter bytes = group.counter("slabBytesWritten");
        writes = new SlabWrites(group, bytes);
        store = store(job, slabBytes, new KeyedSlabs(context, state, bytes), group);
        expiry = new SlabExpiry(job.expireAfter(), store, context, group.counter("keysExpired"));
    }

    /** The heap backend holds live slabs itself: a cache before it would only hold them twice. */
    private static SlabStore store(
            StreamSpec.Job job, int slabBytes, SlabState state, MetricGroup group) {
        if (job.stateBackend() == StreamSpec.StateBackend.HASHMAP || job.cacheBytes() == 0) {
            return new DirectSlabs(state);
        }
        int heapBytes = slabBytes + OVERHEAD_BYTES;
        atLeastASlab("job.cache-size", job.cacheBytes(), heapBytes, "0B for no cache, or ");
        atLeastASlab("job.cache-max-dirty", job.cacheMaxDirtyBytes(), slabBytes, "");
        return new CachedSlabs(
                state,
                job.cacheBytes() / heapBytes,
                job.cacheMaxDirtyBytes() / slabBytes,
                new CacheStats(group));
    }

    /** How large a slab is shows only with the model, after the declaration was read. */
    private static void atLeastASlab(String option, int bytes, int least, String or) {
        if (bytes < least) {
            throw new SuppressRestartsException(
                    new IllegalArgumentException(
                            "%s = %dB: less than one key's memory with this model; allowed are %sat least %dB"
                                    .formatted(option, bytes, or, least)));
        }
    }

    /** What the operator's timers call. */
    SlabExpiry expiry() {
        return expiry;
    }

    /** Begins with the operator's timers; the keys are those that have slabs but no timers. */
    void open(
            InternalTimerService<Integer> timers,
            SlabExpiry.Firing firing,
            Stream<String> keysWithoutTimers) {
        expiry.start(timers, firing);
        expiry.adopt(keysWithoutTimers);
    }

    /** The slab for a key's next event, or null where the key is new or starts afresh. */
    Slab get(Incoming in) throws Exception {
        return expiry.get(in.key, in.partition, in.timeMicros);
    }

    /** Whether a key whose newest event is of one time starts afresh with an event of another. */
    boolean isExpired(long newestMicros, long timeMicros) {
        return expiry.isExpired(newestMicros, timeMicros);
    }

    /** Keeps the slab that an event changed. */
    void put(Incoming in, Slab slab) throws Exception {
        store.put(in.key, slab);
        writes.event();
    }

    /** An event came; may free slabs that are due, so none may be in use. */
    void advance(Incoming in) throws Exception {
        expiry.advance(in.partition, in.timeMicros, in.timestamp);
    }

    /** Brings the backend up to date for a snapshot. */
    void flush() throws Exception {
        writes.beginFlush();
        store.flush();
        writes.endFlush();
    }
}
