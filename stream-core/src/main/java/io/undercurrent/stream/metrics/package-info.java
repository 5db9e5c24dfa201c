/**
 * What a running stream tells of itself: the registry of metrics, what counts them at next to no
 * cost, and how they are written for Prometheus. Both runtimes show the same ones.
 */
package io.undercurrent.stream.metrics;
