package io.undercurrent.stream.memory;

import io.undercurrent.stream.metrics.Count;
import io.undercurrent.stream.metrics.Metrics;
import io.undercurrent.stream.metrics.StreamMetric;

/**
 * What a {@link CachedSlabs} counts, among the metrics of {@link StreamMetric.Shown#WITH_CACHE};
 * the hit rate is that of all reads between the last two flushes, 0 where there were none.
 */
public final class CacheStats {
    final Count hits;
    final Count misses;
    final Count evictions;

    /** Written by the task's thread alone, read by reporters. */
    volatile int size;

    /** As {@link #size}. */
    volatile int dirty;

    /** As {@link #size}. */
    volatile double hitRate;

    private long hitsBefore;
    private long readsBefore;

    /**
     * Counters of one cache.
     *
     * @param metrics where they are shown
     */
    public CacheStats(Metrics metrics) {
        hits = metrics.count(StreamMetric.CACHE_HITS);
        misses = metrics.count(StreamMetric.CACHE_MISSES);
        evictions = metrics.count(StreamMetric.CACHE_EVICTIONS);
        metrics.gauge(StreamMetric.CACHE_KEY_STATES, () -> size);
        metrics.gauge(StreamMetric.CACHE_DIRTY_KEY_STATES, () -> dirty);
        metrics.gauge(StreamMetric.CACHE_HIT_RATIO, () -> hitRate);
    }

    /** All dirty slabs were written: the hit rate is that of the time since the last such. */
    void flushed() {
        dirty = 0;
        long hit = hits.get();
        long reads = hit + misses.get();
        long now = reads - readsBefore;
        hitRate = now == 0 ? 0 : (double) (hit - hitsBefore) / now;
        hitsBefore = hit;
        readsBefore = reads;
    }
}
