/** Where a history to train on is read from: a user's CSV files, or a range of a topic. */
package io.undercurrent.cli.history;
