/** The calls alone: each contestant's own check, and what its calls cost. */
package io.undercurrent.benchmarks.peers.calls;
