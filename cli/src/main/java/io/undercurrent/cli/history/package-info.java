/** Reads a history to train on, from a user's CSV files or from a range of a topic. */
package io.undercurrent.cli.history;
