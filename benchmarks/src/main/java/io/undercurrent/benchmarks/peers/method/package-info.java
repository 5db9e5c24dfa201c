/** The contestants: each scores a key's events outside any runtime. */
package io.undercurrent.benchmarks.peers.method;
