/**
 * Keeps slabs between events: caches, expiry by event time, the watch for silent keys, and what
 * they cost. Each runtime provides the backend.
 */
package io.undercurrent.stream.keystates;
