/** The job beside what else could stand in its place: the same topic, Flink and keys for all. */
package io.undercurrent.benchmarks.peers;
