/**
 * The runtime {@code flink}: it runs one job in this process, and creates, exports, imports and
 * reads its state.
 */
package io.undercurrent.job.runtime;
