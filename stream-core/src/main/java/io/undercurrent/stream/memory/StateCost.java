package io.undercurrent.stream.memory;

/**
 * What a key's slab costs where a Flink job keeps it. {@code StateCostIT} measures it with full
 * slabs and fails where these numbers are off.
 */
public final class StateCost {
    /** Headers of an object and three arrays, map entry, key. */
    private static final int HEAP_OVERHEAD_BYTES = 256;

    /** Key, key group and lengths. */
    private static final int ENTRY_OVERHEAD_BYTES = 64;

    private StateCost() {}

    /**
     * A key on the heap: in the backend hashmap, or in the cache before RocksDB.
     *
     * @param slabBytes a slab's encoded size
     * @return bytes of heap
     */
    public static long heap(long slabBytes) {
        return slabBytes + HEAP_OVERHEAD_BYTES;
    }

    /**
     * A key in a full checkpoint, or in all files of an incremental one.
     *
     * @param slabBytes a slab's encoded size
     * @return bytes; RocksDB's files, on the local disk and in a checkpoint, take these once they
     *     are compacted
     */
    public static long stored(long slabBytes) {
        return slabBytes + ENTRY_OVERHEAD_BYTES;
    }
}
