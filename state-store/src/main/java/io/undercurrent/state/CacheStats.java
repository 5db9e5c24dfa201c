package io.undercurrent.state;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * What a {@link CachedSlabs} counts: {@code cacheHits}, {@code cacheMisses} (keys that were never
 * seen among them), {@code cacheEvictions}, and the gauge {@code dirtySlabs}.
 */
public final class CacheStats {
    final Counter hits;
    final Counter misses;
    final Counter evictions;

    /** Written by the task's thread alone, read by reporters. */
    volatile int dirty;

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
    }
}
