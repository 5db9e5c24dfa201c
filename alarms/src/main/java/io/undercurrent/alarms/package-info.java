/**
 * Merges alarms that belong together into episodes, with a Kafka Streams topology that reads the
 * scores and anomalies topics of either runtime. The rules are in {@code
 * io.undercurrent.detect.episode}; this package stores, forwards and encodes.
 */
package io.undercurrent.alarms;
