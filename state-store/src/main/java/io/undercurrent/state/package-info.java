/**
 * Where slabs live in Flink: their serializer and its versioned snapshot, the write-back cache in
 * front of a backend that serialises, and expiry by event time.
 *
 * <p>{@link io.undercurrent.state.SlabStore} is what an operator works with: {@link
 * io.undercurrent.state.DirectSlabs} on the heap backend, {@link io.undercurrent.state.CachedSlabs}
 * on RocksDB.
 *
 * <p>The snapshot versions the envelope only; what a slab's numbers mean is the business of {@link
 * io.undercurrent.scorer.SlabLayout} and the model, so slabs of any model fit one state.
 */
package io.undercurrent.state;
