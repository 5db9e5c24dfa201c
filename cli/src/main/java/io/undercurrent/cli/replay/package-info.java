/** {@code undercurrent replay}: a CSV file into a topic. */
package io.undercurrent.cli.replay;
