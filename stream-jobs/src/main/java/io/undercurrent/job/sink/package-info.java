/**
 * Kafka's exactly-once sink, made to notice when a transaction that a checkpoint counted on was
 * aborted by the broker. The connector only logs that, and cannot tell it from a transaction that
 * was committed just before a crash.
 */
package io.undercurrent.job.sink;
