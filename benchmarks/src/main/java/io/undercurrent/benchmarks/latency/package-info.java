/** How long an event takes until its score is written and until it is committed. */
package io.undercurrent.benchmarks.latency;
