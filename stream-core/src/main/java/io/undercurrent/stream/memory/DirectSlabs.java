package io.undercurrent.stream.memory;

import io.undercurrent.scorer.Slab;

/**
 * No cache: every get reads the backend and every put writes it.
 *
 * <p>Right for the heap backend, which holds live slabs itself. There a slab may be changed only
 * after a fresh read in the same call: while an asynchronous snapshot runs the backend then hands
 * out a copy. On RocksDB this is write-through, and the oracle of {@link CachedSlabs}.
 */
public final class DirectSlabs implements SlabStore {
    private final SlabState state;

    /**
     * A store without a cache.
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
