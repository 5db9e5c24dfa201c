/**
 * How good the contestants' alarms are on open sets, by the harness of {@code evaluate anomalies}.
 */
package io.undercurrent.benchmarks.peers.quality;
