package io.undercurrent.stream.keystates;

import io.undercurrent.scorer.Slab;

/**
 * One cached slab and its position in a {@link CacheList}; the links are fields, which saves an
 * allocation.
 */
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
