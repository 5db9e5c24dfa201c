/**
 * A real single-node Kafka broker inside this JVM, so that the demo, {@code run} without brokers
 * and the tests talk to Kafka itself and not to an imitation of it.
 */
package io.undercurrent.kafka.local;
