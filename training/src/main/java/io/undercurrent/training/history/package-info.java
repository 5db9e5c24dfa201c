/**
 * A user's own history: which of it can be trained on, how it is split by time, the pieces that a
 * training draws from it, and how finished weights are evaluated on its newest part.
 */
package io.undercurrent.training.history;
