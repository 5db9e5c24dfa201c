/**
 * One key state as a flat, fixed-size {@link io.undercurrent.scorer.Slab}, and the function from
 * (slab, event) to (slab, outputs).
 *
 * <p>Every entry point (both runtimes, command line) calls {@link io.undercurrent.scorer.Scorer}
 * and nothing else calls the model's step, so all of them give the same numbers.
 */
package io.undercurrent.scorer;
