/**
 * Kafka's exactly-once sink, extended to detect that the broker aborted a transaction that a
 * checkpoint relies on. The connector only logs such a failure, and cannot distinguish it from a
 * transaction that was committed just before a crash.
 */
package io.undercurrent.job.sink;
