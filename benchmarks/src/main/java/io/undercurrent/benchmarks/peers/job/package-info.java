/** The contestants in the job: operators, runs, latencies, and committed scores. */
package io.undercurrent.benchmarks.peers.job;
