/**
 * The job inside this process, on a Flink MiniCluster: running it, its metrics, failures to
 * restore, stopping with a savepoint, and creating its first state.
 */
package io.undercurrent.job.embedded;
