/**
 * Key states in Flink: the slabs' serializer and its versioned snapshot, access to Flink's keyed
 * state, Flink's timers for expiry, and Flink's metrics.
 *
 * <p>An operator works with a {@link io.undercurrent.stream.keystates.SlabStore}: {@link
 * io.undercurrent.stream.keystates.DirectSlabs} on the heap backend, {@link
 * io.undercurrent.stream.keystates.CachedSlabs} on RocksDB.
 *
 * <p>The snapshot holds only the version of the envelope. {@link io.undercurrent.scorer.SlabLayout}
 * and the model define what a slab's numbers mean, so slabs of any model fit one state.
 */
package io.undercurrent.state;
