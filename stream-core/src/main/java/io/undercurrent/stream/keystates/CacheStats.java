package io.undercurrent.stream.keystates;

import io.undercurrent.stream.metrics.Count;
import io.undercurrent.stream.metrics.Metrics;
import io.undercurrent.stream.metrics.StreamMetric;

/**
 * The counts of a {@link CachedSlabs}, which are metrics of {@link StreamMetric.Shown#WITH_CACHE}.
 * The hit rate is that of all reads between the last two flushes, or 0 if there were none.
 */
public final class CacheStats {
    final Count hits;
    final Count misses;
    final Count evictions;

    /** Only the task's thread writes it; metric reporters read it. */
    volatile int size;

    /** Written and read as {@link #size} is. */
    volatile int dirty;

    /** Written and read as {@link #size} is. */
    volatile double hitRate;

    private long hitsBefore;
    private long readsBefore;

    /**
     * Creates the counters of one cache.
     *
     * @param metrics where to register them
     */
    public CacheStats(Metrics metrics) {
        hits = metrics.count(StreamMetric.CACHE_HITS);
        misses = metrics.count(StreamMetric.CACHE_MISSES);
        evictions = metrics.count(StreamMetric.CACHE_EVICTIONS);
        metrics.gauge(StreamMetric.CACHE_KEY_STATES, () -> size);
        metrics.gauge(StreamMetric.CACHE_DIRTY_KEY_STATES, () -> dirty);
        metrics.gauge(StreamMetric.CACHE_HIT_RATIO, () -> hitRate);
    }

    /**
     * Called at a checkpoint, when dirty slabs were written: the hit rate becomes that of the reads
     * since the previous one.
     *
     * @param left slabs that were not written to the backend
     */
    void flushed(int left) {
        dirty = left;
        long hit = hits.get();
        long reads = hit + misses.get();
        long now = reads - readsBefore;
        hitRate = now == 0 ? 0 : (double) (hit - hitsBefore) / now;
        hitsBefore = hit;
        readsBefore = reads;
    }
}
