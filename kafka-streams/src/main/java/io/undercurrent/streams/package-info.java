/** The Kafka Streams runtime. It runs on a separate class path. */
package io.undercurrent.streams;
