package io.undercurrent.stream.keystates;

import io.undercurrent.scorer.Scorer;
import io.undercurrent.scorer.Slab;
import io.undercurrent.spec.option.JobOptions;
import io.undercurrent.stream.metrics.Count;
import io.undercurrent.stream.metrics.Metrics;
import io.undercurrent.stream.metrics.StreamMetric;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Manages the slabs of one scoring instance: where they are kept, for how long, and what is
 * written.
 */
public final class KeyStates {
    /** What is cached where nothing says how much: {@code job.cache-size} on Kafka Streams. */
    private static final int CACHE_BYTES = 64 << 20;

    private final SlabStore store;
    private final KeyExpiry expiry;
    private final KeyTimers timers;
    private SilenceWatch silence;
    private final SlabWrites writes;

    /**
     * Creates the store of one instance's slabs.
     *
     * @param job the options for the cache's size and expiry
     * @param slabBytes a slab's size in bytes
     * @param state the backend
     * @param live whether the backend itself holds live slabs; a cache in front of it would only
     *     hold them twice
     * @param bytes counts the bytes that are handed to the backend
     * @param metrics where to register the other counts
     * @throws IllegalArgumentException if the cache cannot hold one slab
     */
    public KeyStates(
            JobOptions job,
            int slabBytes,
            SlabState state,
            boolean live,
            Count bytes,
            Metrics metrics) {
        this(job, slabBytes, state, live, bytes, metrics, CACHE_BYTES, false);
    }

    private KeyStates(
            JobOptions job,
            int slabBytes,
            SlabState state,
            boolean live,
            Count bytes,
            Metrics metrics,
            int cacheBytesByDefault,
            boolean keepsHot) {
        writes = new SlabWrites(metrics, bytes);
        int cacheBytes = job.cacheBytes() == null ? cacheBytesByDefault : job.cacheBytes();
        if (live || cacheBytes == 0) {
            store = new DirectSlabs(state);
        } else {
            CachedSlabs cache = cache(job, cacheBytes, slabBytes, state, metrics);
            if (keepsHot) {
                cache.keepHot();
            }
            store = cache;
        }
        expiry = new KeyExpiry(job.expireAfter(), store, metrics.count(StreamMetric.KEYS_EXPIRED));
        timers = new KeyTimers(store, expiry);
    }

    /**
     * Creates the store of one instance's slabs for a runtime whose checkpoints can contain slabs
     * themselves ({@link #share}).
     *
     * @param job the options for the cache's size and expiry
     * @param slabBytes a slab's size in bytes
     * @param state the backend
     * @param live whether the backend itself holds live slabs
     * @param bytes counts the bytes that are handed to the backend
     * @param metrics where to register the other counts
     * @param heapBytes the heap that the instance may use; by default a quarter of it, and at least
     *     64 MiB, is the cache
     * @return the store
     * @throws IllegalArgumentException if the cache cannot hold one slab
     */
    public static KeyStates sharing(
            JobOptions job,
            int slabBytes,
            SlabState state,
            boolean live,
            Count bytes,
            Metrics metrics,
            long heapBytes) {
        return new KeyStates(
                job, slabBytes, state, live, bytes, metrics, cacheBytes(heapBytes), true);
    }

    /**
     * The default of {@code job.cache-size} on Flink.
     *
     * @param heapBytes the heap that one instance may use
     * @return bytes of its cache
     */
    public static int cacheBytes(long heapBytes) {
        return (int) Math.min(Integer.MAX_VALUE, Math.max(CACHE_BYTES, heapBytes / 4));
    }

    private static CachedSlabs cache(
            JobOptions job, int cacheBytes, int slabBytes, SlabState state, Metrics metrics) {
        int heapBytes = Math.toIntExact(StateCost.heap(slabBytes));
        atLeastASlab("job.cache-size", cacheBytes, heapBytes, "0B for no cache, or ");
        atLeastASlab("job.cache-max-dirty", job.cacheMaxDirtyBytes(), slabBytes, "");
        return new CachedSlabs(
                state,
                cacheBytes / heapBytes,
                job.cacheMaxDirtyBytes() / slabBytes,
                new CacheStats(metrics));
    }

    /**
     * Checked here, because a slab's size is known only with the model, after the declaration was
     * read.
     */
    private static void atLeastASlab(String option, int bytes, int least, String or) {
        if (bytes < least) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "%s = %dB: less than one key's state with this model; allowed are %sat least %dB",
                            option,
                            bytes,
                            or,
                            least));
        }
    }

    /**
     * Watches the keys for silences. Must be called before {@link #open}, if at all.
     *
     * @param scorer judges them; no other thread uses it
     */
    public void watchSilence(Scorer scorer) {
        silence = new SilenceWatch(scorer);
        timers.watch(silence);
    }

    /**
     * Whether keys are watched for silences.
     *
     * @return true after {@link #watchSilence}
     */
    public boolean watchesSilence() {
        return silence != null;
    }

    /**
     * Sets the observer of silences, if keys are watched for them.
     *
     * @param observer called once for each silence of a key
     */
    public void observeSilences(SilenceObserver observer) {
        if (silence != null) {
            silence.observe(observer);
        }
    }

    /**
     * Sets the observer of deleted key states.
     *
     * @param observer called before a key state is deleted, on read or by a timer
     */
    public void observeDeletes(DeleteObserver observer) {
        expiry.observeDeletes(observer);
    }

    /**
     * Returns what the runtime's timers call.
     *
     * @return the timers of these slabs' keys
     */
    public KeyTimers timers() {
        return timers;
    }

    /**
     * Starts with the runtime's timers.
     *
     * @param runtimes the timers
     * @param keysWithoutTimers the keys that have slabs but no timers
     * @throws Exception if the backend fails
     */
    public void open(Timers runtimes, Stream<String> keysWithoutTimers) throws Exception {
        timers.start(runtimes);
        timers.adopt(keysWithoutTimers);
    }

    /**
     * Returns the slab for a key's next event.
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
        if (slab == null) {
            timers.begin(key, partition, timeMicros);
            return null;
        }
        return expiry.expires(key, slab, timeMicros, overlapMicros) ? null : slab;
    }

    /**
     * Tells whether a key has expired when its next event comes.
     *
     * @param newestMicros the time of the key's newest event
     * @param timeMicros the time of the next event
     * @return true if the next event is more than the limit later
     */
    public boolean isExpired(long newestMicros, long timeMicros) {
        return expiry.isExpired(newestMicros, timeMicros);
    }

    /**
     * Stores the slab that an event changed.
     *
     * @param key the key
     * @param slab its slab
     * @throws Exception if the backend fails
     */
    public void put(String key, Slab slab) throws Exception {
        store.put(key, slab);
        writes.event();
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
        timers.advance(partition, key, timeMicros, timestampMillis);
    }

    /**
     * Fires a few timers that are due, which free slabs and report silences. It is called once per
     * event, while no slab is in use.
     *
     * @throws Exception if the backend fails
     */
    public void fireTimers() throws Exception {
        timers.fire();
    }

    /**
     * Flushes all dirty slabs to the backend for a snapshot.
     *
     * @throws Exception if the backend fails
     */
    public void flush() throws Exception {
        writes.beginFlush();
        store.flush();
        writes.endFlush();
    }

    /**
     * Prepares a checkpoint that contains some slabs itself ({@link SlabStore#share}).
     *
     * @return slabs that the checkpoint must contain beside the backend's snapshot
     * @throws Exception if the backend fails
     */
    public SharedSlabs share() throws Exception {
        writes.beginFlush();
        SharedSlabs shared = store.share();
        writes.endFlush();
        return shared;
    }
}
