/**
 * The Flink job: Kafka in, one {@link io.undercurrent.job.ScoreOperator} that keeps each key's slab
 * in keyed state, Kafka out by transactions.
 *
 * <p>{@link io.undercurrent.job.UndercurrentJob} wires it; {@code embedded} runs it in this
 * process.
 */
package io.undercurrent.job;
