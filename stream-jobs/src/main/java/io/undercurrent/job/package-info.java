/**
 * The Flink job: a Kafka source, one {@link io.undercurrent.job.ScoreOperator} that keeps each
 * key's slab in keyed state, and a transactional Kafka sink.
 *
 * <p>{@link io.undercurrent.job.UndercurrentJob} builds it; {@code embedded} runs it in this
 * process.
 */
package io.undercurrent.job;
