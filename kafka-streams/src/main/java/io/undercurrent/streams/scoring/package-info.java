/**
 * Scoring as a Kafka Streams processor. Key states are in a store with a changelog; the write-back
 * cache in front of the store writes them once per commit.
 */
package io.undercurrent.streams.scoring;
