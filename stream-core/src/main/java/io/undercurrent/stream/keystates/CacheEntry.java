package io.undercurrent.stream.keystates;

import io.undercurrent.scorer.Slab;

/**
 * One cached slab and its position in a {@link CacheList}; the links are fields, which saves an
 * allocation.
 */
final class CacheEntry {
    final String key;
    Slab slab;

    /** The list that the entry is in. */
    CacheList list;

    /** The checkpoint interval of the last put; far below any at first. */
    int interval = Integer.MIN_VALUE;

    /** The newest checkpoint that the slab went into, which may still read it; null for none. */
    SharedSlabs reader;

    /** The slab's number there. */
    int number;

    CacheEntry before;
    CacheEntry after;

    CacheEntry(String key) {
        this.key = key;
    }
}
