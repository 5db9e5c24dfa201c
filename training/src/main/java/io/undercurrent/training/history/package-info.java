/**
 * A user's own history: what of it can be learned from, how it is split by time, the pieces that a
 * training draws from it, and how finished weights are judged on its newest part.
 */
package io.undercurrent.training.history;
