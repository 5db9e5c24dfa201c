/**
 * What the command line asks of a runtime. A runtime is found by {@link java.util.ServiceLoader};
 * its jars lie in a folder of their own, because Flink and Kafka Streams bring different builds of
 * RocksDB.
 */
package io.undercurrent.stream.runtime;
