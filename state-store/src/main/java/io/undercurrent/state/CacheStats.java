package io.undercurrent.state;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * What a {@link CachedSlabs} counts: {@code cacheHits}, {@code cacheMisses} (keys that were never
 * seen among them), {@code cacheEvictions}, and the gauges {@code dirtySlabs} and {@code
 * cacheHitRate} (hits of all reads between the last two flushes, 0 where there were none).
 */
public final class CacheStats {
    final Counter hits;
    final Counter misses;
    final Counter evictions;

    /** Written by the task's thread alone, read by reporters. */
    volatile int dirty;

    /** As {@link #dirty}. */
    volatile double hitRate;

    private long hitsBefore;
    private long readsBefore;

    /**
     * Counters of one cache.
     *
     * @param group where they are shown
     */
    public CacheStats(MetricGroup group) {
        hits = group.counter("cacheHits");
        misses = group.counter("cacheMisses");
        evictions = group.counter("cacheEvictions");
        group.gauge("dirtySlabs", () -> dirty);
        group.gauge("cacheHitRate", () -> hitRate);
    }

    /** All dirty slabs were written: the hit rate is that of the time since the last such. */
    void flushed() {
        dirty = 0;
        long hit = hits.getCount();
        long reads = hit + misses.getCount();
        long now = reads - readsBefore;
        hitRate = now == 0 ? 0 : (double) (hit - hitsBefore) / now;
        hitsBefore = hit;
        readsBefore = reads;
    }
}
