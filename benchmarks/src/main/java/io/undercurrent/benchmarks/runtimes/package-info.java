/** The Flink job and the Kafka Streams application beside each other. */
package io.undercurrent.benchmarks.runtimes;
