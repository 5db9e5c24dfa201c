/**
 * Scoring as a Kafka Streams processor: memories in a store with a changelog, written once per
 * commit from the write-back cache before it.
 */
package io.undercurrent.streams.scoring;
