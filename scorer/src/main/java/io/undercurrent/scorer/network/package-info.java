/**
 * A trained network's sizes, the names and shapes of its weights, and its step for one event. The
 * module {@code training} trains it.
 */
package io.undercurrent.scorer.network;
