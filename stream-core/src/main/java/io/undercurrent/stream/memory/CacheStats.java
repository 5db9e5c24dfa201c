package io.undercurrent.stream.memory;

/**
 * What a {@link CachedSlabs} counts: {@code cacheHits}, {@code cacheMisses} (keys that were never
 * seen among them), {@code cacheEvictions}, and the gauges {@code dirtySlabs} and {@code
 * cacheHitRate} (hits of all reads between the last two flushes, 0 where there were none).
 */
public final class CacheStats {
    final Count hits;
    final Count misses;
    final Count evictions;

    /** Written by the task's thread alone, read by reporters. */
    volatile int dirty;

    /** As {@link #dirty}. */
    volatile double hitRate;

    private long hitsBefore;
    private long readsBefore;

    /**
     * Counters of one cache.
     *
     * @param metrics where they are shown
     */
    public CacheStats(Metrics metrics) {
        hits = metrics.count("cacheHits");
        misses = metrics.count("cacheMisses");
        evictions = metrics.count("cacheEvictions");
        metrics.gauge("dirtySlabs", () -> dirty);
        metrics.gauge("cacheHitRate", () -> hitRate);
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
