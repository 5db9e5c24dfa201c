/**
 * One key's whole memory as a flat, fixed-size {@link io.undercurrent.scorer.Slab}, and the
 * function from (slab, event) to (slab, outputs).
 *
 * <p>Every door (Flink job, command line, later Kafka Streams) calls {@link
 * io.undercurrent.scorer.Scorer} and nothing else calls the model's step, so all doors give the
 * same numbers.
 */
package io.undercurrent.scorer;
