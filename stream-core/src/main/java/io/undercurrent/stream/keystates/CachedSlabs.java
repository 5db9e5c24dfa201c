package io.undercurrent.stream.keystates;

import io.undercurrent.scorer.Slab;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A write-back cache, which keeps hot slabs as live arrays in front of a backend that serialises.
 *
 * <p>The backend keeps the bytes that it serialised at the write, so a cached slab may be changed
 * freely afterwards. The cache has three lists, each in the order of last use: <i>dirty</i> slabs,
 * whose changes the backend does not have yet, <i>clean</i> slabs, and, after {@link #keepHot},
 * <i>hot</i> ones: dirty slabs that change in every checkpoint interval.
 *
 * <ul>
 *   <li>A put makes a slab the newest of the dirty ones. If there are more dirty slabs than the
 *       limit, the oldest one is written and stays cached as a clean slab. The order is that of use
 *       and not of the first change, so a hot key is never written between checkpoints, however
 *       long it is dirty; a key's slab is written once for all its consecutive events.
 *   <li>A miss at full capacity evicts the oldest clean slab, without a write. If there is none,
 *       the oldest dirty slab, or else the oldest hot one, is written first.
 *   <li>A put makes a slab hot instead of dirty if the one before was in the same checkpoint
 *       interval or in the one before that. The limit does not count hot slabs: a checkpoint
 *       contains them itself ({@link #share}), which costs one write an interval and slab, however
 *       many events the slab had in it. A slab without a put for a whole interval is written to the
 *       backend and is hot no longer, because each further checkpoint would write it again.
 * </ul>
 *
 * <p>So an event costs at most one read, one write, another write for a slab that is hot no longer,
 * and a few link updates. {@link #share} at a checkpoint writes no more slabs to the backend than
 * the limit, {@link #flush} the hot ones too. Only that stops the stream; the other writes are
 * spread over the events that cause them.
 */
public final class CachedSlabs implements SlabStore {
    private final SlabState state;
    private final int capacity;
    private final int maxDirty;
    private final CacheStats stats;
    private final Map<String, CacheEntry> entries = new HashMap<>();
    private final CacheList clean = new CacheList();
    private final CacheList dirty = new CacheList();
    private final CacheList hot = new CacheList();
    private boolean keepsHot;
    private int interval;
    private SharedSlabs shared = SharedSlabs.NONE;

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

    /** Lets slabs become hot: checkpoints will be made with {@link #share}. */
    public void keepHot() {
        keepsHot = true;
    }

    @Override
    public Slab get(String key) throws Exception {
        CacheEntry entry = entries.get(key);
        if (entry != null) {
            stats.hits.inc();
            CacheList list = entry.list;
            list.remove(entry);
            list.add(entry);
            return own(entry);
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
            entry.list.remove(entry);
            entry.slab = slab;
        }
        boolean often = keepsHot && entry.interval >= interval - 1;
        (often ? hot : dirty).add(entry);
        entry.interval = interval;
        if (dirty.size() > maxDirty) {
            write(dirty.oldest());
        }
        if (hasCooled(hot.oldest())) {
            write(hot.oldest());
        }
        stats.dirty = dirty.size() + hot.size();
    }

    /** Whether a whole checkpoint interval went by without a put. */
    private boolean hasCooled(CacheEntry entry) {
        return entry != null && entry.interval < interval - 1;
    }

    /** Returns a slab that no checkpoint reads any more, so that it may be changed. */
    private static Slab own(CacheEntry entry) {
        if (entry.reader != null) {
            if (!entry.reader.isDone(entry.number)) {
                entry.slab = entry.slab.copy();
            }
            entry.reader = null;
        }
        return entry.slab;
    }

    @Override
    public void remove(String key) throws Exception {
        state.clear(key);
        CacheEntry entry = entries.remove(key);
        if (entry != null) {
            entry.list.remove(entry);
            stats.dirty = dirty.size() + hot.size();
            stats.size = entries.size();
        }
    }

    @Override
    public void flush() throws Exception {
        writeDirty();
        while (hot.size() > 0) {
            write(hot.oldest());
        }
        interval++;
        stats.flushed(0);
    }

    @Override
    public SharedSlabs share() throws Exception {
        int cooled = maxDirty - dirty.size();
        writeDirty();
        while (cooled-- > 0 && hasCooled(hot.oldest())) {
            write(hot.oldest());
        }
        interval++;
        stats.flushed(hot.size());
        if (hot.size() == 0) {
            return SharedSlabs.NONE;
        }
        String[] keys = new String[hot.size()];
        Slab[] slabs = new Slab[hot.size()];
        shared = new SharedSlabs(keys, slabs, shared.isReleased() ? null : shared);
        CacheEntry entry = hot.oldest();
        for (int i = 0; i < keys.length; i++, entry = entry.after) {
            keys[i] = entry.key;
            slabs[i] = entry.slab;
            entry.reader = shared;
            entry.number = i;
        }
        return shared;
    }

    private void writeDirty() throws Exception {
        while (dirty.size() > 0) {
            write(dirty.oldest());
        }
    }

    private CacheEntry admit(String key, Slab slab) throws Exception {
        if (entries.size() >= capacity) {
            if (clean.size() == 0) {
                write(dirty.size() > 0 ? dirty.oldest() : hot.oldest());
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

    /** Writes a dirty or hot slab; if the backend fails, the slab stays what it is. */
    private void write(CacheEntry entry) throws Exception {
        state.write(entry.key, entry.slab);
        entry.list.remove(entry);
        clean.add(entry);
    }
}
