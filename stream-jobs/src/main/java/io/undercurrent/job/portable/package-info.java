/** Memories as files that any runtime reads: Flink, Kafka Streams, the command line. */
package io.undercurrent.job.portable;
