/**
 * Reads {@code stream.yaml}, validates it against the registry of options, and passes it on as
 * plain data.
 *
 * <p>It depends neither on Flink nor on Kafka's classes, so that a file means the same on every
 * runtime.
 */
package io.undercurrent.spec;
