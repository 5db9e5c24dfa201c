/**
 * A trained forecaster's sizes, the names and shapes of its weights, and one event's run through
 * it. How it is trained is in {@code training}.
 */
package io.undercurrent.scorer.network;
