package io.undercurrent.stream.memory;

import io.undercurrent.stream.memory.SlabMemory;

/**
 * What a key's slab costs where a Flink job keeps it. {@code StateCostIT} measures it with full
 * slabs and fails where these numbers are off.
 */
public final class StateCost {
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
        return SlabMemory.heapBytes(slabBytes);
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
