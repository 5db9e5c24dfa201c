/**
 * A broker, a topic of events and a Flink job on this machine, as several comparisons need them.
 */
package io.undercurrent.benchmarks.local;
