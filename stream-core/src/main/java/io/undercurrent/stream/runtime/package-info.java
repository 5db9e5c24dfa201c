/**
 * The interface between the command line and a runtime. {@link java.util.ServiceLoader} finds the
 * runtime; its jars are in a separate folder, because Flink and Kafka Streams bring different
 * builds of RocksDB.
 */
package io.undercurrent.stream.runtime;
