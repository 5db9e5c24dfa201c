/**
 * One key's slab between events: caches, expiry by event time, and what they cost; each runtime
 * brings the backend.
 */
package io.undercurrent.stream.memory;
