package io.undercurrent.benchmarks.flat;

/** What an event's cost consists of, and what RocksDB did for it; all of them for each event. */
enum Part {
    /** CPU microseconds of the task's thread besides the next two: scorer and cache. */
    SCORING,
    /** CPU microseconds of the task's thread in reads of slabs. */
    READING,
    /** CPU microseconds of the task's thread in writes of slabs. */
    WRITING,
    /** CPU microseconds of all other threads: flushes, compactions, garbage collection. */
    BACKGROUND,
    /** Microseconds in which blocks were read from files. */
    FILES,
    /** Microseconds in which they were decompressed. */
    DECOMPRESSION,
    /** Microseconds of compactions. */
    COMPACTION,
    /** Microseconds of flushes. */
    FLUSHES,
    /** Blocks that were read from files. */
    BLOCKS,
    /** Bytes that were handed to RocksDB. */
    PUT,
    /** Bytes that flushes and compactions wrote. */
    WRITTEN,
    /** Bytes of files that an incremental checkpoint would upload. */
    NEW_FILES
}
