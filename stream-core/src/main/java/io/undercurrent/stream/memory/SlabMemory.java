package io.undercurrent.stream.memory;

import io.undercurrent.scorer.Slab;
import io.undercurrent.spec.JobOptions;
import io.undercurrent.stream.metrics.Count;
import io.undercurrent.stream.metrics.Metrics;
import io.undercurrent.stream.metrics.StreamMetric;
import java.util.Locale;
import java.util.stream.Stream;

/** The slabs of one scoring instance: where they are kept, for how long, and what that costs. */
public final class SlabMemory {
    private final SlabStore store;
    private final KeyExpiry expiry;
    private final SlabWrites writes;

    /**
     * The slabs of one scoring instance.
     *
     * @param job how large a cache, expiry after how long
     * @param slabBytes a slab's size
     * @param state the backend
     * @param live whether the backend holds live slabs itself: a cache before it would only hold
     *     them twice
     * @param bytes counts what is handed to the backend
     * @param metrics where the rest is shown
     * @throws IllegalArgumentException where the cache cannot hold one slab
     */
    public SlabMemory(
            JobOptions job,
            int slabBytes,
            SlabState state,
            boolean live,
            Count bytes,
            Metrics metrics) {
        writes = new SlabWrites(metrics, bytes);
        store =
                live || job.cacheBytes() == 0
                        ? new DirectSlabs(state)
                        : cache(job, slabBytes, state, metrics);
        expiry = new KeyExpiry(job.expireAfter(), store, metrics.count(StreamMetric.KEYS_EXPIRED));
    }

    private static SlabStore cache(
            JobOptions job, int slabBytes, SlabState state, Metrics metrics) {
        int heapBytes = Math.toIntExact(StateCost.heap(slabBytes));
        atLeastASlab("job.cache-size", job.cacheBytes(), heapBytes, "0B for no cache, or ");
        atLeastASlab("job.cache-max-dirty", job.cacheMaxDirtyBytes(), slabBytes, "");
        return new CachedSlabs(
                state,
                job.cacheBytes() / heapBytes,
                job.cacheMaxDirtyBytes() / slabBytes,
                new CacheStats(metrics));
    }

    /** How large a slab is shows only with the model, after the declaration was read. */
    private static void atLeastASlab(String option, int bytes, int least, String or) {
        if (bytes < least) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "%s = %dB: less than one key's memory with this model; allowed are %sat least %dB",
                            option,
                            bytes,
                            or,
                            least));
        }
    }

    /**
     * What the runtime's timers call.
     *
     * @return the expiry of these slabs
     */
    public KeyExpiry expiry() {
        return expiry;
    }

    /**
     * Begins with the runtime's timers.
     *
     * @param timers the timers
     * @param keysWithoutTimers the keys that have slabs but no timers
     * @throws Exception where the backend fails
     */
    public void open(KeyExpiry.Timers timers, Stream<String> keysWithoutTimers) throws Exception {
        expiry.start(timers);
        expiry.adopt(keysWithoutTimers);
    }

    /**
     * The slab for a key's next event.
     *
     * @param key the key
     * @param partition the source partition of the event
     * @param timeMicros the event's time
     * @param overlapMicros how much later it is where it is a local time that occurs twice, and the
     *     second one is meant; else 0
     * @return its slab, or null where the key is new or starts afresh
     * @throws Exception where the backend fails
     */
    public Slab get(String key, int partition, long timeMicros, long overlapMicros)
            throws Exception {
        return expiry.get(key, partition, timeMicros, overlapMicros);
    }

    /**
     * Whether a key starts afresh.
     *
     * @param newestMicros the time of its newest event
     * @param timeMicros the time of the one that comes
     * @return true where it comes more than the limit later
     */
    public boolean isExpired(long newestMicros, long timeMicros) {
        return expiry.isExpired(newestMicros, timeMicros);
    }

    /**
     * Keeps the slab that an event changed.
     *
     * @param key the key
     * @param slab its slab
     * @throws Exception where the backend fails
     */
    public void put(String key, Slab slab) throws Exception {
        store.put(key, slab);
        writes.event();
    }

    /**
     * An event came.
     *
     * @param partition its source partition
     * @param key its key
     * @param timeMicros its time
     * @param timestampMillis its record's Kafka timestamp, negative where it has none
     */
    public void advance(int partition, String key, long timeMicros, long timestampMillis) {
        expiry.advance(partition, key, timeMicros, timestampMillis);
    }

    /**
     * Frees a few slabs that are due, once an event; none may be in use.
     *
     * @throws Exception where the backend fails
     */
    public void free() throws Exception {
        expiry.free();
    }

    /**
     * Brings the backend up to date for a snapshot.
     *
     * @throws Exception where the backend fails
     */
    public void flush() throws Exception {
        writes.beginFlush();
        store.flush();
        writes.endFlush();
    }
}
