/**
 * The runtime {@code flink}: one job in this process, and what makes, moves and reads its state.
 */
package io.undercurrent.job.runtime;
