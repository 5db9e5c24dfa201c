package io.undercurrent.benchmarks.cache;

import java.io.Serializable;

/**
 * What one run does to a store of slabs.
 *
 * @param slabBytes size of a slab, encoded
 * @param keys how many keys there are, each as likely as any other at each event
 * @param events how many events at most
 * @param seconds after how long the run ends early; 0 for never
 * @param capacity slabs that the cache holds; 0 is write-through
 * @param maxDirty most of them that RocksDB does not know
 * @param checkpointMillis time between checkpoints, 0 for none
 */
record Load(
        int slabBytes,
        int keys,
        int events,
        double seconds,
        int capacity,
        int maxDirty,
        long checkpointMillis)
        implements Serializable {
    /** Events that go through the task as one element: Flink's own cost is not measured. */
    static final int CHUNK = 100;

    Load writeThrough() {
        return new Load(slabBytes, keys, events, seconds, 0, 0, checkpointMillis);
    }
}
