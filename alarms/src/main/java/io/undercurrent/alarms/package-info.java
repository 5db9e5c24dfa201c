/**
 * Merges the episodes of keys, which a stream's job writes, into episodes of their groups, with a
 * Kafka Streams topology. The rules are in {@code io.undercurrent.detect.episode}; this package
 * stores, forwards and encodes.
 */
package io.undercurrent.alarms;
