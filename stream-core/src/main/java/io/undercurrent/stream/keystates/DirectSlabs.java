package io.undercurrent.stream.keystates;

import io.undercurrent.scorer.Slab;

/**
 * A store without a cache: every get reads from the backend and every put writes to it.
 *
 * <p>It is right for the heap backend, which itself holds live slabs. There, a slab may be changed
 * only after a fresh read in the same call, because the backend then returns a copy while an
 * asynchronous snapshot runs. On RocksDB it writes through, and serves as the oracle of {@link
 * CachedSlabs}.
 */
public final class DirectSlabs implements SlabStore {
    private final SlabState state;

    /**
     * Creates a store without a cache.
     *
     * @param state the backend
     */
    public DirectSlabs(SlabState state) {
        this.state = state;
    }

    @Override
    public Slab get(String key) throws Exception {
        return state.read(key);
    }

    @Override
    public Slab peek(String key) throws Exception {
        return state.read(key);
    }

    @Override
    public void put(String key, Slab slab) throws Exception {
        state.write(key, slab);
    }

    @Override
    public void remove(String key) throws Exception {
        state.clear(key);
    }

    @Override
    public void flush() {}
}
