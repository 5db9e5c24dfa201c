/**
 * The cluster jar on a Flink cluster of separate processes, which share nothing with the test but
 * Kafka and the checkpoint folder.
 */
package io.undercurrent.job.cluster;
