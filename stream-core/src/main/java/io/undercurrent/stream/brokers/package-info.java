/**
 * Checks of a stream's declaration against its brokers, and the offsets at which reading starts.
 */
package io.undercurrent.stream.brokers;
