package io.undercurrent.stream.keystates;

import io.undercurrent.scorer.Slab;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A write-back cache, which keeps hot slabs as live arrays in front of a backend that serialises.
 *
 * <p>The backend keeps the bytes that it serialised at the write, so a cached slab may be changed
 * freely afterwards. The cache has two lists, each in the order of last use: <i>dirty</i> slabs,
 * whose changes the backend does not have yet, and <i>clean</i> slabs.
 *
 * <ul>
 *   <li>A put makes a slab the newest of the dirty ones. If there are more dirty slabs than the
 *       limit, the oldest one is written and stays cached as a clean slab. The order is that of use
 *       and not of the first change, so a hot key is never written between checkpoints, however
 *       long it is dirty; a key's slab is written once for all its consecutive events.
 *   <li>A miss at full capacity evicts the oldest clean slab, without a write. Every event ends
 *       with a put, so the clean slabs are the least recently used of all. Only if all slabs are
 *       dirty, the oldest of them is written first.
 * </ul>
 *
 * <p>So an event costs at most one read, one write and a few link updates, as much as without a
 * cache, and {@link #flush} at a checkpoint writes no more slabs than the limit, however many the
 * cache holds. Only that flush stops the stream; the other writes are spread over the events that
 * cause them.
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
     * Creates a cache.
     *
     * @param state the backend, which must serialise a slab when it is written
     * @param capacity the most slabs in the cache, at least 1
     * @param maxDirty the most dirty slabs, at least 1
     * @param stats counts hits, misses and evictions
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

    /** Writes a dirty slab; if the backend fails, the slab stays dirty. */
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
