package io.undercurrent.benchmarks.flat;

import io.undercurrent.scorer.Slab;
import io.undercurrent.stream.keystates.SlabState;

/** Counts what a cache asks of the backend: its reads are the cache's misses. */
final class CountedState implements SlabState {
    private final SlabState state;
    long reads;
    long writes;

    CountedState(SlabState state) {
        this.state = state;
    }

    @Override
    public Slab read(String key) throws Exception {
        reads++;
        return state.read(key);
    }

    @Override
    public void write(String key, Slab slab) throws Exception {
        writes++;
        state.write(key, slab);
    }

    @Override
    public void clear(String key) throws Exception {
        state.clear(key);
    }
}
