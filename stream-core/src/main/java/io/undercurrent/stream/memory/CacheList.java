package io.undercurrent.stream.memory;

/** Cached slabs in the order of their last use, oldest first. Every operation takes a few links. */
final class CacheList {
    /** Stands before the first and behind the last. */
    private final CacheEntry ends = new CacheEntry("");

    private int size;

    CacheList() {
        ends.before = ends;
        ends.after = ends;
    }

    int size() {
        return size;
    }

    /** The entry that was not used for the longest time, or null where there is none. */
    CacheEntry oldest() {
        return size == 0 ? null : ends.after;
    }

    void add(CacheEntry entry) {
        entry.before = ends.before;
        entry.after = ends;
        ends.before.after = entry;
        ends.before = entry;
        size++;
    }

    void remove(CacheEntry entry) {
        entry.before.after = entry.after;
        entry.after.before = entry.before;
        entry.before = null;
        entry.after = null;
        size--;
    }
}
