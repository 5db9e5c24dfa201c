package io.undercurrent.benchmarks.flat;

import io.undercurrent.scorer.Slab;
import io.undercurrent.stream.keystates.SlabState;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** Counts and times what a cache asks of the backend: its reads are the cache's misses. */
final class CountedState implements SlabState {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final SlabState state;
    long reads;
    long writes;

    /** CPU of the asking thread. */
    long readNanos;

    long writeNanos;

    CountedState(SlabState state) {
        this.state = state;
    }

    @Override
    public Slab read(String key) throws Exception {
        reads++;
        long begin = THREADS.getCurrentThreadCpuTime();
        Slab slab = state.read(key);
        readNanos += THREADS.getCurrentThreadCpuTime() - begin;
        return slab;
    }

    @Override
    public void write(String key, Slab slab) throws Exception {
        writes++;
        long begin = THREADS.getCurrentThreadCpuTime();
        state.write(key, slab);
        writeNanos += THREADS.getCurrentThreadCpuTime() - begin;
    }

    @Override
    public void clear(String key) throws Exception {
        state.clear(key);
    }
}
