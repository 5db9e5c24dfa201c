package io.undercurrent.stream.keystates;

/**
 * Computes what a key's slab costs in a Flink job. {@code StateCostIT} measures it with full slabs
 * and fails if these numbers are wrong.
 */
public final class StateCost {
    /** Headers of an object and three arrays, a map entry and the key. */
    private static final int HEAP_OVERHEAD_BYTES = 256;

    /** Key, key group and lengths. */
    private static final int ENTRY_OVERHEAD_BYTES = 64;

    private StateCost() {}

    /**
     * Returns the cost of a key on the heap: in the backend hashmap, or in the cache in front of
     * RocksDB.
     *
     * @param slabBytes a slab's encoded size
     * @return bytes of heap
     */
    public static long heap(long slabBytes) {
        return slabBytes + HEAP_OVERHEAD_BYTES;
    }

    /**
     * Returns the cost of a key in a full checkpoint, or in all files of an incremental one.
     *
     * @param slabBytes a slab's encoded size
     * @return bytes; RocksDB's files, on the local disk and in a checkpoint, take these once they
     *     are compacted
     */
    public static long stored(long slabBytes) {
        return slabBytes + ENTRY_OVERHEAD_BYTES;
    }
}
