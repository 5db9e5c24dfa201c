package io.undercurrent.stream.keystates;

/**
 * A linked list of cached slabs in the order of their last use, oldest first. Every operation
 * changes only a few links.
 */
final class CacheList {
    /** A sentinel before the first and after the last entry. */
    private final CacheEntry ends = new CacheEntry("");

    private int size;

    CacheList() {
        ends.before = ends;
        ends.after = ends;
    }

    int size() {
        return size;
    }

    /** The least recently used entry, or null if the list is empty. */
    CacheEntry oldest() {
        return size == 0 ? null : ends.after;
    }

    void add(CacheEntry entry) {
        entry.before = ends.before;
        entry.after = ends;
        ends.before.after = entry;
        ends.before = entry;
        entry.list = this;
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
