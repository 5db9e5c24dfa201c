/**
 * Where slabs live in Flink: their serializer and its versioned snapshot.
 *
 * <p>The snapshot versions the envelope only; what a slab's numbers mean is the business of {@link
 * io.undercurrent.scorer.SlabLayout} and the model, so slabs of any model fit one state.
 */
package io.undercurrent.state;
