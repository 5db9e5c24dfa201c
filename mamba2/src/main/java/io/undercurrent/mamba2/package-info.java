/**
 * Mamba-2 (Dao and Gu, "Transformers are SSMs", arXiv 2405.21060) on the JDK alone: configuration,
 * weights and the recurrent step that a stream needs. It has no thresholds and does not depend on
 * Kafka or Flink.
 */
package io.undercurrent.mamba2;
