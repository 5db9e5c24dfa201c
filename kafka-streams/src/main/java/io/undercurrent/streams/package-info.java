/** The second runtime: Kafka Streams, on a class path of its own. */
package io.undercurrent.streams;
