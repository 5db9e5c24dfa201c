/** What was found, and the page that says it. */
package io.undercurrent.benchmarks.peers.page;
