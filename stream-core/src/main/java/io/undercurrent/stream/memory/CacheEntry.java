package io.undercurrent.stream.memory;

import io.undercurrent.scorer.Slab;

/** One cached slab and its place in a {@link CacheList}; links inside it save an allocation. */
final class CacheEntry {
    final String key;
    Slab slab;
    boolean dirty;
    CacheEntry before;
    CacheEntry after;

    CacheEntry(String key) {
        this.key = key;
    }
}
