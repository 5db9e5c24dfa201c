package io.undercurrent.stream.memory;

import io.undercurrent.scorer.Slab;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A write-back cache: hot slabs as live arrays in front of a backend that serialises.
 *
 * <p>The backend keeps bytes, taken at the write, so a cached slab may be changed freely
 * afterwards. Two lists, each in the order of last use: <i>dirty</i> slabs, which the backend does
 * not know yet, and <i>clean</i> ones.
 *
 * <ul>
 *   <li>A put makes a slab the newest of the dirty ones. Beyond the limit of dirty slabs the oldest
 *       of them is written and stays cached, clean. Order of use and not of first change decides,
 *       so a hot key is never written between checkpoints, however long it is dirty; a key's slab
 *       is written once for all its events in a row.
 *   <li>A miss beyond the capacity drops the oldest clean slab, without a write. Every event ends
 *       in a put, so the clean ones are the longest unused of all: this is least recently used.
 *       Only where all are dirty the oldest of these is written first.
 * </ul>
 *
 * <p>So an event costs at most one read, one write and a few links, which is what it costs without
 * a cache, and {@link #flush} at a checkpoint writes no more than the limit, whatever the cache
 * holds. Only that flush stops the stream; the other writes are spread over the events that cause
 * them.
 */
public final class CachedSlabs implements SlabStore {
    private final SlabState state;
    private final int capacity;
    private final int maxDirty;
    private final CacheStats stats;
    private final Map<String, CacheEntry> entries = new HashMap<>();
    private final CacheList clean = new CacheList();
    private final CacheList dirty = new CacheList();

    /**
     * A cache.
     *
     * @param state the backend, which must serialise at its write
     * @param capacity most slabs, at least 1
     * @param maxDirty most slabs that the backend does not know yet, at least 1
     * @param stats counts what happens
     */
    public CachedSlabs(SlabState state, int capacity, int maxDirty, CacheStats stats) {
        if (capacity < 1 || maxDirty < 1) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "cache of %d slabs, %d of them dirty: allowed are at least 1 and 1",
                            capacity,
                            maxDirty));
        }
        this.state = state;
        this.capacity = capacity;
        this.maxDirty = maxDirty;
        this.stats = stats;
    }

    @Override
    public Slab get(String key) throws Exception {
        CacheEntry entry = entries.get(key);
        if (entry != null) {
            stats.hits.inc();
            CacheList list = list(entry);
            list.remove(entry);
            list.add(entry);
            return entry.slab;
        }
        stats.misses.inc();
        Slab slab = state.read(key);
        if (slab != null) {
            clean.add(admit(key, slab));
        }
        return slab;
    }

    @Override
    public Slab peek(String key) throws Exception {
        CacheEntry entry = entries.get(key);
        return entry == null ? state.read(key) : entry.slab;
    }

    @Override
    public void put(String key, Slab slab) throws Exception {
        CacheEntry entry = entries.get(key);
        if (entry == null) {
            entry = admit(key, slab);
        } else {
            list(entry).remove(entry);
            entry.slab = slab;
        }
        entry.dirty = true;
        dirty.add(entry);
        if (dirty.size() > maxDirty) {
            write(dirty.oldest());
        }
        stats.dirty = dirty.size();
    }

    @Override
    public void remove(String key) throws Exception {
        state.clear(key);
        CacheEntry entry = entries.remove(key);
        if (entry != null) {
            list(entry).remove(entry);
            stats.dirty = dirty.size();
            stats.size = entries.size();
        }
    }

    @Override
    public void flush() throws Exception {
        while (dirty.size() > 0) {
            write(dirty.oldest());
        }
        stats.flushed();
    }

    private CacheEntry admit(String key, Slab slab) throws Exception {
        if (entries.size() >= capacity) {
            if (clean.size() == 0) {
                write(dirty.oldest());
            }
            CacheEntry victim = clean.oldest();
            clean.remove(victim);
            entries.remove(victim.key);
            stats.evictions.inc();
        }
        CacheEntry entry = new CacheEntry(key);
        entry.slab = slab;
        entries.put(key, entry);
        stats.size = entries.size();
        return entry;
    }

    /** Where the backend fails the slab stays dirty. */
    private void write(CacheEntry entry) throws Exception {
        state.write(entry.key, entry.slab);
        dirty.remove(entry);
        entry.dirty = false;
        clean.add(entry);
    }

    private CacheList list(CacheEntry entry) {
        return entry.dirty ? dirty : clean;
    }
}
