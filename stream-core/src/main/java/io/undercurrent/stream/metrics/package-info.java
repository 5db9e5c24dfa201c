/**
 * Metrics of a running stream: their registry, counters that cost almost nothing, and Prometheus'
 * text format. Both runtimes show the same metrics.
 */
package io.undercurrent.stream.metrics;
