/**
 * A Flink cluster of separate processes, which share nothing with the test but Kafka and a folder.
 */
package io.undercurrent.job.cluster;
